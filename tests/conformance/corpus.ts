import type { Answer, Cauda } from '../support/cauda.ts';
import { lumbarMri, lumbarPuncture } from '../support/orders.ts';
import { CPT, patient } from '../support/patients.ts';

/** L4-5 microdiscectomy ten weeks ago: signing a contrast MRI gives one card with one suggestion. */
export const amara = patient('amara-contrast-mri-10-weeks');
/** Disc surgery in 2024, leg pain again: two alternative suggestions. */
export const maria = patient('maria-discectomy-2024');
/** A report of root enhancement three months after surgery: patient-view speaks. */
export const lucia = patient('lucia-report-enhancement-3-months');
/** A puncture and a contrast MRI, both drafted. */
export const tomasz = patient('tomasz-puncture-and-mri');
/** A puncture for suspected leptomeningeal cancer: the suggestion may create two orders. */
export const samir = patient('samir-leptomeningeal-question');
/** Never operated: silence. */
export const george = patient('george-unoperated');
/** Surgery read from the words of the chart. */
export const ingrid = patient('ingrid-surgery-free-text');

export const contrastMri = lumbarMri('without-and-with');

/** A site that can order MRI by code, so that suggestions can create orders. */
export const siteWithOrderCodes = {
  orderCodes: {
    'mri-brain-without-and-with-contrast': { system: CPT, code: '70553', display: 'MRI brain' },
    'mri-spine-multiregion-without-and-with-contrast': {
      system: CPT,
      code: '72158',
      display: 'MRI spine',
    },
  },
};

/** A budget that a busy machine does not use up, where time is not the subject. */
export const unhurried = { HOOK_BUDGET_MS: '10000' };

/** One answer for every kind of card there is, for rules that hold for all of them. */
export async function answersWithCards(cauda: Cauda): Promise<readonly Answer[]> {
  return [
    await cauda.sign(amara, contrastMri),
    await cauda.select(amara, contrastMri),
    await cauda.sign(maria, lumbarMri('without')),
    await cauda.sign(tomasz, [lumbarPuncture(), contrastMri]),
    await cauda.sign(samir, lumbarPuncture()),
    await cauda.sign(ingrid, contrastMri),
    await cauda.view(lucia),
  ];
}

/** Every value below a JSON value with its path; the inside of FHIR resources is left to FHIR. */
export function nodesOf(value: unknown, path = '$'): readonly { path: string; value: unknown }[] {
  const isResource = typeof value === 'object' && value !== null && 'resourceType' in value;
  if (typeof value !== 'object' || value === null || isResource) return [{ path, value }];
  return [
    { path, value },
    ...Object.entries(value).flatMap(([key, member]) => nodesOf(member, `${path}.${key}`)),
  ];
}

/** Paths of null, "", [] and {}. */
export const emptyPaths = (body: unknown): readonly string[] =>
  nodesOf(body)
    .filter(
      ({ value }) =>
        value === null ||
        value === '' ||
        (typeof value === 'object' && Object.keys(value).length === 0),
    )
    .map(({ path }) => path);
