import { LOINC } from './patients.ts';

/** A final eGFR by CKD-EPI 2021, of ten days before the day of the stories. */
export const egfr = (value: object | number, more: object = {}): object => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: LOINC, code: '98979-8' }] },
  effectiveDateTime: '2026-11-10',
  ...(typeof value === 'number' ? { valueQuantity: egfrQuantity(value) } : value),
  ...more,
});

export const egfrQuantity = (value: number, comparator?: string): object => ({
  value,
  unit: 'mL/min/{1.73_m2}',
  code: 'mL/min/{1.73_m2}',
  ...(comparator !== undefined && { comparator }),
});

/** A standing entry of the allergy list, coded unless it is given in words. */
export const allergy = (code: { system: string; code: string } | string, more: object = {}) => ({
  resourceType: 'AllergyIntolerance',
  code: typeof code === 'string' ? { text: code } : { coding: [code] },
  ...more,
});

/** A status concept: clinical or verification. */
export const statusConcept = (code: string) => ({ coding: [{ code }] });
