import { defineService } from '../cds-hooks/define-service.ts';
import { selectedPositions } from '../cds-hooks/request/selections.ts';
import { chartTemplates, fhirQueries } from '../chart/chart-keys.ts';
import { adviseOnDraftOrders } from './advise-on-draft-orders.ts';
import type { Knowledge } from './knowledge.ts';
import { usageRequirements } from './usage-requirements.ts';

/** Advice at the moment a lumbar MRI or a lumbar puncture is selected. */
export const lumbarMriOrderSelect = (knowledge: Knowledge) =>
  defineService({
    id: 'lumbar-mri-order-select',
    hook: 'order-select',
    title: 'Lumbar spine MRI, at selection',
    description:
      'Looks at the selected lumbar MRI and lumbar puncture orders, beside earlier lumbar surgery, conditions and results, and advises where the evidence has something to say.',
    usageRequirements,
    prefetch: chartTemplates('orders', knowledge.terminology),
    fhirQueries,
    handler: (call) => {
      const { draftOrders, selections } = call.context;
      const selected = selectedPositions(draftOrders, selections);
      return adviseOnDraftOrders(call, (position) => selected.has(position), knowledge);
    },
  });
