const CPT = 'http://www.ama-assn.org/go/cpt';
const LOINC = 'http://loinc.org';

/**
 * The orders to choose from. The codes stand in the value sets of the cards; the last two are none of
 * Cauda's business, which is what they are there for.
 */
export const orderList = [
  order('MRI lumbar spine without contrast', CPT, '72148'),
  order('MRI lumbar spine with contrast', CPT, '72149'),
  order('MRI lumbar spine without and with contrast', CPT, '72158'),
  order('MRI whole spine without contrast', LOINC, '30854-4'),
  order('MRI whole spine without and with contrast', LOINC, '30855-1'),
  order('MRI brain without and with contrast', CPT, '70553'),
  order('Lumbar puncture, diagnostic', CPT, '62270'),
  order('Lumbar nerve root block, transforaminal', CPT, '64483'),
  order('MRI cervical spine without contrast', CPT, '72141'),
  { text: 'X-ray of the chest', code: { text: 'X-ray of the chest' } },
];

function order(text, system, code) {
  return { text, code: { coding: [{ system, code, display: text }], text } };
}

export const priorities = ['routine', 'urgent', 'asap', 'stat'];

/** The order of the list that a resource stands for; undefined when it is another. */
export const listed = (resource) =>
  orderList.find((item) =>
    item.code.coding
      ? resource.code?.coding?.some(
          ({ system, code }) =>
            system === item.code.coding[0].system && code === item.code.coding[0].code,
        )
      : item.text === resource.code?.text,
  );

/** What an order is called. */
export const nameOf = (resource) =>
  listed(resource)?.text ??
  resource.code?.text ??
  resource.code?.coding?.[0]?.display ??
  `Order ${resource.code?.coding?.[0]?.code ?? ''}`;

let made = 0;

/** A draft for a patient. @param {any} code CodeableConcept */
export function draft(patientId, code, priority, today) {
  made += 1;
  return {
    resourceType: 'ServiceRequest',
    // One server holds the orders of all patients.
    id: `${patientId.slice(0, 50)}-order-${made}`,
    status: 'draft',
    intent: 'order',
    priority,
    code: structuredClone(code),
    subject: { reference: `Patient/${patientId}` },
    authoredOn: today,
    requester: { reference: 'Practitioner/dr-example' },
  };
}

/** Drafts for the orders that a story names. */
export const draftsOf = (patient, today) =>
  patient.drafts.map(({ system, code, text, priority }) => {
    const own = { coding: [{ system, code, display: text }], text };
    return draft(patient.id, listed({ code: own })?.code ?? own, priority, today);
  });
