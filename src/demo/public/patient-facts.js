import { age, show } from './dates.js';
import { textOf, valueOf } from './chart/words.js';

const ofKind = (resources, type) => resources.filter(({ resourceType }) => resourceType === type);
const isVoid = ({ verificationStatus, clinicalStatus }) =>
  ['entered-in-error', 'refuted'].includes(verificationStatus?.coding?.[0]?.code) ||
  ['inactive', 'resolved'].includes(clinicalStatus?.coding?.[0]?.code);

/** What a clinician wants in sight whatever else is on the screen. @param {any[]} resources */
export function patientFacts(resources, today) {
  const [patient] = ofKind(resources, 'Patient');
  const years = age(patient?.birthDate, today);
  const allergies = ofKind(resources, 'AllergyIntolerance').filter((each) => !isVoid(each));
  return {
    years: years === undefined ? '' : `${years} y`,
    gender: patient?.gender ?? '',
    born: patient?.birthDate ? `born ${show(patient.birthDate)}` : '',
    allergies: allergies.map((each) => textOf(each.code)).filter(Boolean),
    kidneys: latestEgfr(ofKind(resources, 'Observation')),
  };
}

/** The newest eGFR that is final, in words. */
function latestEgfr(observations) {
  const [latest] = observations
    .filter(({ code, status, valueQuantity }) => {
      const words = `${code?.text ?? ''} ${code?.coding?.[0]?.display ?? ''}`;
      const counts = ['final', 'amended', 'corrected'].includes(status);
      return /\begfr\b|glomerular filtration/i.test(words) && counts && valueQuantity;
    })
    .sort((a, b) => String(b.effectiveDateTime).localeCompare(String(a.effectiveDateTime)));
  return latest
    ? { value: valueOf(latest), on: show(latest.effectiveDateTime) }
    : { value: 'not recorded', on: '' };
}
