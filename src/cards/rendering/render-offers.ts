import type { Action } from '../../cds-hooks/response.ts';
import type { SuggestedChange } from '../../rules/verdict.ts';
import { isEchoed, MAX_ECHOED_ORDERS } from './answer-size.ts';
import type { CardFile, SuggestionWords } from '../file/card-file.ts';
import { plainChartText } from '../text/chart-text.ts';
import { orderKey, type Offer, type OrderUpdate } from '../offers/offer.ts';
import { mapSlots, phraseInNote } from './phrase.ts';
import { noteText } from '../text/slot-words.ts';
import type { CardSurroundings } from './surroundings.ts';

/**
 * What a suggested change comes to; nothing when there is no order left that it could change. An order
 * that is too long to be sent back, or one of too many, is left as it is.
 */
export function offersOf(
  file: CardFile,
  change: SuggestedChange,
  around: CardSurroundings,
): readonly Offer[] {
  const words = file.suggestions[change.name];
  if (!words) throw new Error(`${file.id} has no suggestion ${change.name}.`);
  const slots = suggestionSlots(file, change);
  const orders = change.orders.length > MAX_ECHOED_ORDERS ? [] : change.orders;
  const updates = orders.flatMap((order): OrderUpdate[] => {
    const draft = order.draft === undefined ? undefined : around.drafts[order.draft];
    // Without an id the EHR could not tell which order is meant.
    if (!draft || typeof draft['id'] !== 'string' || draft['id'] === '') return [];
    if (!isEchoed(draft)) return [];
    const note = words.note?.fill(slots);
    return [
      {
        draft,
        description: words.description.fill(slots),
        change: {
          notes: note === undefined ? [] : [note],
          codings: change.exchange && order.exchanges[change.exchange],
          priority: change.priority,
        },
      },
    ];
  });
  const creates = createActions(words, slots, change.create ?? [], around);
  if (updates.length + creates.length === 0) return [];
  return [{ label: words.label, exchange: change.exchange, updates: onceEach(updates), creates }];
}

/** Two drafts of one id are one order to an EHR, and the second update would undo the first. */
function onceEach(updates: readonly OrderUpdate[]): readonly OrderUpdate[] {
  const keys = updates.map(orderKey);
  return updates.filter((_update, index) => keys.indexOf(keys[index] ?? '') === index);
}

/**
 * True when a note that the card offers stands in the orders already: its advice was taken, and to
 * offer it again would write it twice.
 */
export function isTaken(
  file: CardFile,
  suggestions: readonly SuggestedChange[],
  { drafts }: CardSurroundings,
): boolean {
  return suggestions.some((change) => {
    const note = file.suggestions[change.name]?.note;
    const written = change.orders.map(({ draft }) => notesOf(drafts, draft));
    // Most orders have no note yet: what it would say is not asked then.
    if (!note || written.length === 0 || written.some((notes) => notes.length === 0)) return false;
    const text = note.fill(suggestionSlots(file, change));
    return written.every((notes) =>
      notes.some((item) => (item as { text?: unknown } | null)?.text === text),
    );
  });
}

function notesOf(drafts: CardSurroundings['drafts'], draft: number | undefined) {
  const notes = draft === undefined ? undefined : drafts[draft]?.['note'];
  return Array.isArray(notes) ? (notes as readonly unknown[]) : [];
}

const suggestionSlots = (file: CardFile, change: SuggestedChange) => ({
  ...mapSlots(change.slots ?? {}, (value, slot) => plainChartText(noteText(slot, value))),
  ...Object.fromEntries(
    Object.entries(change.phrases ?? {}).map(([name, phrase]) => [
      name,
      phraseInNote(file, phrase, plainChartText),
    ]),
  ),
});

/** New draft orders, all or none: half a work-up would look like a whole one. */
function createActions(
  words: SuggestionWords,
  slots: Readonly<Record<string, string>>,
  studies: readonly string[],
  { orderCodes, patientId }: CardSurroundings,
): readonly Action[] {
  const codes = studies.flatMap((study) => orderCodes[study] ?? []);
  if (codes.length < studies.length) return [];
  return codes.map((coding) => ({
    type: 'create',
    description: words.description.fill({ ...slots, study: coding.display ?? coding.code }),
    resource: {
      resourceType: 'ServiceRequest',
      status: 'draft',
      intent: 'order',
      priority: 'routine',
      code: {
        coding: [{ ...coding }],
        ...(coding.display !== undefined && { text: coding.display }),
      },
      subject: { reference: `Patient/${patientId}` },
    },
  }));
}
