/** The findings that may be told, by the names of their parameters. */
export const findings = [
  'enhancement',
  'thickening',
  'displacement',
  'herniation',
  'fibrosis',
] as const;
export type Finding = (typeof findings)[number];
export type Told = 'present' | 'absent';

/** What somebody tells of one level; what is not told is not absent. */
export interface Asked extends Readonly<Partial<Record<Finding, Told>>> {
  /** Calendar months from disc surgery to the scan. */
  readonly months?: number;
}

/** A parameter that cannot be used; never with its value. */
export interface AskedFault {
  readonly parameter: string;
  readonly says: string;
}

/** A hundred years: nobody was operated on longer ago. */
const MOST_MONTHS = 1200;
const parameters: readonly string[] = ['months', ...findings];

/**
 * Reads the parameters of an address. An empty one is one that is not told, as forms send it. An unknown
 * one is a fault: a misspelt finding would be left out without a word.
 */
export function readAsked(query: Readonly<Record<string, unknown>>): {
  readonly asked: Asked;
  readonly faults: readonly AskedFault[];
} {
  const faults: AskedFault[] = [];
  const given = (parameter: string): string | undefined => {
    const value = query[parameter];
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'string') return value;
    faults.push({ parameter, says: 'may be given once' });
    return undefined;
  };
  for (const name of Object.keys(query).filter((each) => !parameters.includes(each))) {
    faults.push({
      parameter: /^[a-z][a-z0-9_-]{0,30}$/i.test(name) ? name : 'a parameter',
      says: `is not known here; known are ${parameters.join(', ')}`,
    });
  }
  const months = monthsIn(given('months'));
  if (months === 'unreadable') {
    faults.push({ parameter: 'months', says: `is a number from 0 to ${MOST_MONTHS}` });
  }
  const told = findings.flatMap((finding) => {
    const value = given(finding);
    if (value === 'present' || value === 'absent') return [[finding, value] as const];
    if (value !== undefined) faults.push({ parameter: finding, says: 'is present or absent' });
    return [];
  });
  return {
    asked: { ...(typeof months === 'number' && { months }), ...Object.fromEntries(told) },
    faults,
  };
}

function monthsIn(value: string | undefined): number | 'unreadable' | undefined {
  if (value === undefined) return undefined;
  const months = /^\d{1,4}(?:\.\d{1,2})?$/.test(value) ? Number(value) : Infinity;
  return months <= MOST_MONTHS ? months : 'unreadable';
}
