import { span } from '../dates.js';

/**
 * @typedef {{ kind: 'operation' | 'injection' | 'scan' | 'order' | 'problem', label: string, date: string,
 *   from: number, to: number, isSpine: boolean, isVoid: boolean }} Happening
 */

const spine = /lumb|spin|disc|sacr|\bL\d|puncture|epidural|nerve root|laminect/i;
const injection = /inject|epidural|block/i;
const neck = /cervical|neck|C\d/i;

const wordsOf = (resource) =>
  [resource.code?.text, resource.code?.coding?.[0]?.display].filter(Boolean).join(' ');

/** What happened to the patient, oldest first; what has no date is left out. @returns {Happening[]} */
export function happenings(resources) {
  return resources
    .flatMap((resource) => {
      const words = wordsOf(resource);
      const at = happening(resource, words);
      const range = span(at?.date);
      if (!at || !range) return [];
      const label = resource.code?.text ?? words;
      return [
        {
          ...at,
          ...range,
          label,
          isSpine: spine.test(words) && !neck.test(words),
          isVoid: ['entered-in-error', 'not-done'].includes(resource.status),
        },
      ];
    })
    .sort((a, b) => a.from - b.from);
}

function happening(resource, words) {
  switch (resource.resourceType) {
    case 'Procedure':
      return {
        kind: injection.test(words) ? 'injection' : 'operation',
        date: resource.performedDateTime ?? resource.performedPeriod?.start,
      };
    case 'DiagnosticReport':
      return { kind: 'scan', date: resource.effectiveDateTime };
    case 'Condition':
      return resource.clinicalStatus?.coding?.[0]?.code === 'active'
        ? { kind: 'problem', date: resource.onsetDateTime }
        : undefined;
    case 'ServiceRequest':
      return resource.status === 'active'
        ? { kind: 'order', date: resource.authoredOn }
        : undefined;
    default:
      return undefined;
  }
}
