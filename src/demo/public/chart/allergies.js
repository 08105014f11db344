import { codeOf, textOf } from './words.js';

const usual = ['active', 'confirmed'];

export const allergies = {
  title: 'Allergies',
  types: ['AllergyIntolerance'],
  line(resource) {
    const reactions = (resource.reaction ?? [])
      .flatMap(({ manifestation = [] }) => manifestation.map(textOf))
      .filter(Boolean);
    return {
      resource,
      text: [textOf(resource.code) ?? 'Substance', reactions.join(', ')].filter(Boolean).join(': '),
      flags: [
        codeOf(resource.clinicalStatus),
        codeOf(resource.verificationStatus),
        resource.criticality === 'high' ? 'high criticality' : undefined,
        resource.reaction?.find(({ severity }) => severity)?.severity,
      ].filter((flag) => flag && !usual.includes(flag)),
    };
  },
};
