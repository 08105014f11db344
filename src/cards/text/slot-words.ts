import { dateInWords } from '../../facts/values/date-in-words.ts';
import { cutToWords, quoteAround, type Limit } from './cut-words.ts';

/**
 * How a value stands on a card, by the name of its slot: a name that ends in `date` is a date as people
 * write it, one that ends in `source` the place where it was read, `quote` a sentence cut around the
 * enhancement. Everything else is cut to what is read in passing.
 */
export function slotText(slot: string, value: string, fewer = 0): string {
  if (isDate(slot)) return dateInWords(value);
  const limit = limitOf(slot, fewer);
  if (slot === 'quote')
    return quoteAround(value.replace(/[.;,:]\s*$/, ''), /enhanc/i, telling, limit);
  return cutToWords(noteText(slot, value), limit);
}

const telling =
  /\b(?:roots?|nerves?|cauda|diffuse|smooth|linear|left|right|[LS][1-5]|nodul\w*|mass|trident|miliary|ependymal|leptomeningeal|bas\w*)\b/i;

/** The same in full, for the note of an order: nobody counts its words. */
export function noteText(slot: string, value: string): string {
  if (isDate(slot)) return dateInWords(value);
  if (isSource(slot)) return placeRead(value);
  return value.replace(dateAtTheEnd, (_whole, comma: string, date: string) => {
    return `${comma}${dateInWords(date)}`;
  });
}

const isDate = (slot: string) => /(?:^d|D)ate$/.test(slot);
const isSource = (slot: string) => /(?:^s|S)ource$/.test(slot);
const dateAtTheEnd = /((?:^|[,;] ))(\d{4}-\d\d(?:-\d\d)?)(?=$|;)/g;

/** Where a resource stands, as a clinician would say: never its id. */
export function placeRead(reference: string): string {
  const [, type] = /(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+$/.exec(reference) ?? [];
  if (type !== undefined) return places[type] ?? 'chart';
  return /^urn:|\//.test(reference) ? 'chart' : reference;
}

const places: Readonly<Record<string, string>> = {
  AllergyIntolerance: 'allergy list',
  Condition: 'problem list',
  Device: 'device list',
  DiagnosticReport: 'radiology report',
  MedicationAdministration: 'medication list',
  MedicationRequest: 'medication list',
  MedicationStatement: 'medication list',
  Observation: 'results',
  Procedure: 'procedure list',
  ServiceRequest: 'orders',
};

/**
 * How long a value may be on a card.
 * @param fewer How many words less, where those of the chart make the card too long; some are left.
 */
export function limitOf(slot: string, fewer = 0): Limit {
  // A date is not cut.
  if (isDate(slot)) return { words: 3, characters: 20 };
  if (isSource(slot)) return { words: 2, characters: 24 };
  const { least, ...limit } = limits[slot] ?? limits.name;
  return { ...limit, words: Math.max(least, limit.words - fewer) };
}

const limits: { readonly name: Limit & { least: number } } & Readonly<
  Record<string, Limit & { readonly least: number }>
> = {
  about: { words: 13, least: 9, characters: 120 },
  agent: { words: 5, least: 3, characters: 36 },
  cancer: { words: 6, least: 4, characters: 42 },
  cd4: { words: 3, least: 2, characters: 20 },
  conditions: { words: 10, least: 6, characters: 100 },
  count: { words: 1, least: 1, characters: 4 },
  elapsed: { words: 4, least: 4, characters: 16 },
  examined: { words: 2, least: 2, characters: 14 },
  examTime: { words: 1, least: 1, characters: 6 },
  examWords: { words: 14, least: 8, characters: 120 },
  level: { words: 2, least: 2, characters: 20 },
  levels: { words: 2, least: 2, characters: 13 },
  missing: { words: 4, least: 4, characters: 60 },
  name: { words: 6, least: 4, characters: 60 },
  needle: { words: 5, least: 4, characters: 36 },
  oneSign: { words: 8, least: 5, characters: 70 },
  others: { words: 9, least: 3, characters: 90 },
  otherSign: { words: 8, least: 5, characters: 70 },
  painful: { words: 2, least: 2, characters: 8 },
  procedures: { words: 10, least: 6, characters: 100 },
  quote: { words: 14, least: 8, characters: 160 },
  reason: { words: 5, least: 4, characters: 30 },
  recorded: { words: 8, least: 5, characters: 70 },
  roots: { words: 5, least: 5, characters: 22 },
  scan: { words: 7, least: 7, characters: 60 },
  sign: { words: 5, least: 4, characters: 36 },
  surgery: { words: 8, least: 5, characters: 80 },
  suspicion: { words: 5, least: 4, characters: 38 },
  symptom: { words: 7, least: 4, characters: 70 },
  value: { words: 1, least: 1, characters: 6 },
  weakness: { words: 5, least: 4, characters: 28 },
  weaknessAge: { words: 3, least: 3, characters: 14 },
};
