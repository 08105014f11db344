import { dated, textOf } from './words.js';

const dateOf = (medicine) => medicine.effectiveDateTime ?? medicine.authoredOn;

export const medicines = {
  title: 'Medicines',
  types: ['MedicationRequest', 'MedicationAdministration'],
  sorted: (list) =>
    [...list].sort((a, b) => String(dateOf(b) ?? '').localeCompare(String(dateOf(a) ?? ''))),
  line(resource, today) {
    const name = textOf(resource.medicationCodeableConcept) ?? 'Medicine';
    const isGiven = resource.resourceType === 'MedicationAdministration';
    const dose = resource.dosageInstruction?.[0]?.text ?? resource.dosage?.text;
    const [, time] = /T(\d\d:\d\d)/.exec(resource.effectiveDateTime ?? '') ?? [];
    return {
      resource,
      text: [isGiven ? `Given: ${name}` : name, dose].filter(Boolean).join(', '),
      date: dateOf(resource)
        ? [dated(dateOf(resource), today), time].filter(Boolean).join(', ')
        : '',
      flags:
        ['active', 'completed'].includes(resource.status) &&
        (isGiven || resource.status === 'active')
          ? []
          : [String(resource.status).replaceAll('-', ' ')],
    };
  },
};
