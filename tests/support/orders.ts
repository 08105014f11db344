import { CPT, type Resource } from './patients.ts';

/** A draft order; its subject is filled in when it is sent. */
export function order(id: string, cpt: string, more: object = {}): Resource {
  return {
    resourceType: 'ServiceRequest',
    id,
    status: 'draft',
    intent: 'order',
    code: { coding: [{ system: CPT, code: cpt }] },
    ...more,
  };
}

const lumbarMriCodes = { without: '72148', with: '72149', 'without-and-with': '72158' } as const;

export const lumbarMri = (contrast: keyof typeof lumbarMriCodes, more: object = {}) =>
  order(`lumbar-mri-${contrast}`, lumbarMriCodes[contrast], more);

export const brainMriWithContrast = (more: object = {}) => order('brain-mri', '70553', more);

export const lumbarPuncture = (more: object = {}) => order('lumbar-puncture', '62270', more);

/** An order as an answer of demo mode gives it back, without the rating that is added there. */
export function withoutRating({ extension = [], ...order }: any): any {
  const others = extension.filter(({ url }: any) => !url.endsWith('/pama-rating'));
  return { ...order, ...(others.length > 0 && { extension: others }) };
}
