import { randomUUID } from 'node:crypto';
import { defineService } from '../src/cds-hooks/define-service.ts';
import { gather } from '../src/chart/gather.ts';

/** Says how many active problems a chart holds, when it is opened. */
export const problemCount = defineService({
  id: 'problem-count',
  hook: 'patient-view',
  title: 'Problem count',
  description: 'Says how many problems the problem list holds.',
  prefetch: { conditions: 'Condition?patient={{context.patientId}}&category=problem-list-item' },

  async handler({ source }) {
    const conditions = await gather(source, 'conditions', 'Condition');
    // Not had is not none: nothing is said, and the reason goes with the answer.
    if (conditions.status !== 'listed' || !conditions.complete) {
      const notChecked = [{ card: 'problem-count', missing: ['conditions'] }];
      return { cards: [], extension: { 'cauda.evaluation': { notChecked } } };
    }
    const card = {
      uuid: randomUUID(),
      summary: `${conditions.resources.length} problems are on the list.`,
      indicator: 'info' as const,
      source: {
        label: 'Example',
        topic: { system: 'urn:example:card', code: 'problem-count', display: 'Problem count' },
      },
    };
    return { cards: [card] };
  },
});
