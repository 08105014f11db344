import { randomUUID } from 'node:crypto';
import type { FhirResource } from '../cds-hooks/json.ts';
import type { Action, Card, Suggestion } from '../cds-hooks/response.ts';
import type { Advice, Phrase, SuggestedChange } from '../rules/verdict.ts';
import type { Coding } from '../terminology/terminology.ts';
import type { CardFile, SuggestionWords } from './card-file.ts';
import { markdownChartText, plainChartText } from './chart-text.ts';
import { updatedDraft, type DraftChange } from './draft-update.ts';
import { withPamaRating } from './pama-rating.ts';

/** What a card needs beside its words and the rule's advice. */
export interface CardSurroundings {
  readonly publicUrl: string;
  readonly patientId: string;
  /** The draft orders as they came, by position. */
  readonly drafts: readonly FhirResource[];
  /** Codes by which this site orders a study (`SITE_FILE`); a `create` needs one. */
  readonly orderCodes: Readonly<Record<string, Coding>>;
  /** Whom to turn to at this site, by role (`SITE_FILE`). */
  readonly contacts: Readonly<Record<string, { readonly label: string; readonly url: string }>>;
  /** Switches of the calling client. */
  readonly features: ReadonlySet<string>;
}

/** Writes one card from its file and the advice of its rule. Chart text is escaped here, once. */
export function renderCard(file: CardFile, advice: Advice, around: CardSurroundings): Card {
  const wording = file.wordings[advice.wording];
  if (!wording) throw new Error(`${file.id} has no wording ${advice.wording}.`);
  const suggestions = advice.suggestions.flatMap((s) => renderSuggestion(file, s, around));
  const references = advice.about.flatMap(({ reference }) => reference ?? []);

  return {
    uuid: randomUUID(),
    summary: wording.summary,
    indicator: wording.indicator,
    detail: wording.detail.fill({
      about: listInWords(advice.about.map(({ name }) => markdownChartText(name))),
      why: advice.why.map((phrase) => renderPhrase(file, phrase, markdownChartText)).join('\n\n'),
    }),
    source: file.cardSource,
    ...(suggestions.length > 0 && { suggestions, selectionBehavior: 'at-most-one' as const }),
    overrideReasons: [...file.overrideCodings],
    links: [
      {
        label: 'Evidence and thresholds of this card',
        url: `${around.publicUrl}/cards/${file.id}`,
        type: 'absolute',
      },
      ...file.contacts.flatMap((role) => {
        const contact = around.contacts[role];
        return contact ? [{ ...contact, type: 'absolute' as const }] : [];
      }),
    ],
    extension: {
      ...(references.length > 0 && { 'cauda.about': references }),
      'cauda.version': file.version,
    },
  };
}

/**
 * True when a note that the card offers stands in the orders already: its advice was taken, and to
 * offer it again would write it twice.
 */
export function isTaken(
  file: CardFile,
  { suggestions }: Advice,
  { drafts }: CardSurroundings,
): boolean {
  return suggestions.some((change) => {
    const note = file.suggestions[change.name]?.note;
    if (!note || change.orders.length === 0) return false;
    const text = note.fill(suggestionSlots(file, change));
    return change.orders.every(({ draft }) => {
      const notes = draft === undefined ? undefined : drafts[draft]?.['note'];
      return (
        Array.isArray(notes) &&
        notes.some((item) => (item as { text?: unknown } | null)?.text === text)
      );
    });
  });
}

const suggestionSlots = (file: CardFile, change: SuggestedChange) => ({
  ...mapSlots(change.slots ?? {}, plainChartText),
  ...Object.fromEntries(
    Object.entries(change.phrases ?? {}).map(([name, phrase]) => [
      name,
      renderPhrase(file, phrase, plainChartText),
    ]),
  ),
});

function renderPhrase(
  file: CardFile,
  { name, slots = {} }: Phrase,
  escape: (text: string) => string,
): string {
  const template = file.phrases[name];
  if (!template) throw new Error(`${file.id} has no phrase ${name}.`);
  return template.fill(mapSlots(slots, escape));
}

function renderSuggestion(
  file: CardFile,
  change: SuggestedChange,
  around: CardSurroundings,
): readonly Suggestion[] {
  const words = file.suggestions[change.name];
  if (!words) throw new Error(`${file.id} has no suggestion ${change.name}.`);
  const slots = suggestionSlots(file, change);
  const actions = [
    ...change.orders.flatMap((order): Action[] => {
      const draft = order.draft === undefined ? undefined : around.drafts[order.draft];
      // Without an id the EHR could not tell which order is meant.
      if (!draft || typeof draft['id'] !== 'string' || draft['id'] === '') return [];
      return [
        updateAction(
          words,
          slots,
          draft,
          {
            codings: change.exchange && order.exchanges[change.exchange],
            priority: change.priority,
          },
          around.features,
        ),
      ];
    }),
    ...createActions(words, slots, change.create ?? [], around),
  ];
  if (actions.length === 0) return [];
  const uuid = randomUUID();
  // Each of several orders stands for itself; only a client that is known to offer the choice is told.
  const isChoice = actions.length > 1 && around.features.has('actionSelectionBehavior');
  return [
    {
      label: words.label,
      uuid,
      actions,
      ...(isChoice && { actionSelectionBehavior: 'any' as const }),
    },
  ];
}

function updateAction(
  words: SuggestionWords,
  slots: Readonly<Record<string, string>>,
  draft: FhirResource,
  change: Omit<DraftChange, 'note'>,
  features: ReadonlySet<string>,
): Action {
  const resource = updatedDraft(draft, { note: words.note?.fill(slots), ...change });
  return {
    type: 'update',
    description: words.description.fill(slots),
    resource: features.has('pamaRating') ? withPamaRating(resource) : resource,
  };
}

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

function mapSlots(
  slots: Readonly<Record<string, string>>,
  change: (text: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(slots).map(([name, value]) => [name, change(value)]));
}

function listInWords(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? 'chart';
  return `${items.slice(0, -1).join(', ')} and the ${items.at(-1) ?? ''}`;
}
