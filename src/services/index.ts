import { ServiceRegistry } from '../cds-hooks/service-registry.ts';
import type { Knowledge } from './knowledge.ts';
import { lumbarMriOrderSelect } from './lumbar-mri-order-select.ts';
import { lumbarMriOrderSign } from './lumbar-mri-order-sign.ts';
import { lumbarMriPatientView } from './lumbar-mri-patient-view.ts';

/** The three services on offer. */
export const createServices = (knowledge: Knowledge): ServiceRegistry =>
  new ServiceRegistry([
    lumbarMriOrderSelect(knowledge),
    lumbarMriOrderSign(knowledge),
    lumbarMriPatientView(knowledge),
  ]);
