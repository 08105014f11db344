import { defineService } from '../cds-hooks/define-service.ts';
import { chartTemplates, fhirQueries } from '../chart/chart-keys.ts';
import { adviseOnDraftOrders } from './advise-on-draft-orders.ts';
import type { Knowledge } from './knowledge.ts';
import { usageRequirements } from './usage-requirements.ts';

/** Advice at the moment a lumbar MRI or a lumbar puncture is signed. */
export const lumbarMriOrderSign = (knowledge: Knowledge) =>
  defineService({
    id: 'lumbar-mri-order-sign',
    hook: 'order-sign',
    title: 'Lumbar spine MRI, at signing',
    description:
      'Looks at lumbar MRI and lumbar puncture orders about to be signed, beside earlier lumbar surgery, conditions and results, and advises where the evidence has something to say.',
    usageRequirements,
    prefetch: chartTemplates('orders', knowledge.terminology),
    fhirQueries,
    handler: (call) => adviseOnDraftOrders(call, () => true, knowledge),
  });
