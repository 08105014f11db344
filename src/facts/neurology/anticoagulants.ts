import { entriesOf } from '../../cds-hooks/request/json.ts';
import type { Terminology } from '../../terminology/terminology.ts';
import { isOlderThan, readWhen } from '../values/calendar.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { activeCondition } from '../reading/conditions.ts';
import { anyOf, known, notRecorded, signal, type Signal } from '../values/fact.ts';
import {
  allWordsOf,
  asList,
  asObject,
  asText,
  valueSetsOf,
  type Opaque,
} from '../reading/fields/fields.ts';

const SET = 'anticoagulants';
/** Entries of these days count; what was observed before says nothing of today. */
const OBSERVED_DAYS = 90;

/** Names of anticoagulants and of being on one. */
export const anticoagulantWords =
  /\banti-?coagula(?:nt|nts|ted|tion)\b|\b(?:blood|anti-?) ?-?thinners?\b|\b(?:D|N)OACs?\b|\bLMWHs?\b|\bUFH\b|\bwarfarin\b|\bcoumadin\b|\bmarevan\b|\bjantoven\b|\bacenocoumarol\b|\bsintrom\b|\bphenprocoumon\b|\bmarcoumar\b|\bfluindione\b|\bapixaban\b|\beliquis\b|\brivaroxaban\b|\bxarelto\b|\bedoxaban\b|\blixiana\b|\bsavaysa\b|\bdabigatran\b|\bpradaxa\b|\benoxaparin\b|\blovenox\b|\bclexane\b|\binhixa\b|\bdalteparin\b|\bfragmin\b|\btinzaparin\b|\binnohep\b|\bnadroparin\b|\bbemiparin\b|\bheparin\b|\bdanaparoid\b|\bfondaparinux\b|\barixtra\b|\bargatroban\b|\bbivalirudin\b|\bdesirudin\b/i;

/** The same words where nobody takes one: denied, a laboratory's name, a line that is flushed. */
export const noAnticoagulant =
  /\blupus anti-?coagulants?\b|\b(?:no|not on|not taking|never on|denies|without|off|nil)\s+(?:(?:any|oral|current|regular)\s+){0,2}(?:anti-?coagula\w*|(?:blood|anti-?) ?-?thinners?|(?:D|N)OACs?|LMWH|warfarin|apixaban|rivaroxaban|edoxaban|dabigatran|heparin)\b|\bheparin\s+(?:lock|flush)\w*|\bheparin-induced\b/gi;

const mentions = (words: string): boolean =>
  anticoagulantWords.test(words) && anticoagulantWords.test(words.replace(noAnticoagulant, ' '));

/**
 * Whether the chart carries an anticoagulant: a coded status, or a condition or observation that
 * speaks of one. Wide: it only keeps a card from being toned down.
 */
export function anticoagulantInChart(reading: ChartReading): Signal {
  const { conditions, conditionWords, observations, today, timeZone } = reading;
  const observed = observations.resources.filter((observation) => {
    if (!mentions(observedWords(observation))) return false;
    const when =
      readWhen(observation['effectiveDateTime'], timeZone) ??
      readWhen(observation['issued'], timeZone);
    return !when || !isOlderThan(when, OBSERVED_DAYS, today);
  });
  return anyOf(
    activeCondition(conditions, SET),
    conditionWords.active(anticoagulantWords, undefined, noAnticoagulant),
    signal(
      observed.map((observation) => ({ says: observations.nameOf(observation) ?? 'observation' })),
      notRecorded,
    ),
  );
}

function observedWords(observation: Opaque): string {
  const said = [
    ...allWordsOf(observation['valueCodeableConcept']),
    asText(observation['valueString']) ?? '',
  ].join(' · ');
  // "Anticoagulants: none" asks and answers no.
  if (
    /^\W*(?:no|none|nil|never|negative|false|n)\b/i.test(said) ||
    observation['valueBoolean'] === false
  ) {
    return '';
  }
  return [...allWordsOf(observation['code']), said].join(' · ');
}

const notOrdered = new Set(['cancelled', 'stopped', 'completed', 'entered-in-error', 'revoked']);

/** An anticoagulant among the drafts of a session, by code or in words. */
export function anticoagulantInDrafts(bundle: unknown, terminology: Terminology): Signal {
  const isOrdered = entriesOf(bundle).some(({ resource }) => {
    if (!resource.resourceType.startsWith('Medication')) return false;
    if (notOrdered.has((asText(resource['status']) ?? '').toLowerCase())) return false;
    if (resource['doNotPerform'] === true) return false;
    return medicines(resource).some(
      (medicine) =>
        valueSetsOf(medicine, terminology).has(SET) || mentions(allWordsOf(medicine).join(' · ')),
    );
  });
  return isOrdered ? known(true, [{ says: 'anticoagulant in the session' }]) : notRecorded;
}

/** What a medication order names: by a concept, a reference with words, or a contained resource. */
function medicines(resource: Opaque): readonly unknown[] {
  const reference = asObject(resource['medicationReference']);
  return [
    resource['medicationCodeableConcept'],
    resource['code'],
    ...(reference ? [{ text: reference['display'] }] : []),
    ...asList(resource['contained']).map((item) => asObject(item)?.['code']),
  ];
}

/** True for words of an order that speak of an anticoagulant this patient has. */
export const saysAnticoagulant = mentions;
