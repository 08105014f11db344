import { withinDays } from '../values/calendar.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { anyOf, signal, type Signal } from '../values/fact.ts';
import { allWordsOf, asList, asText, type Opaque } from '../reading/fields/fields.ts';
import { performedWhen } from '../reading/fields/performed.ts';
import { needleProcedures } from './punctures-and-injections.ts';
import type { SurgicalHistory } from './surgical-history.ts';

const procedureSets = [
  'lumbar-discectomy',
  'percutaneous-endoscopic-discectomy',
  'lumbar-decompression',
  'lumbar-fusion',
  'spine-revision-reexploration',
  'spine-revision-reexploration-lumbar',
  'surgery-region-unsaid',
  'lumbar-puncture',
  'diagnostic-lumbar-puncture',
  'therapeutic-lumbar-puncture',
  'dural-puncture-other',
  'epidural-blood-patch',
  'myelogram',
  'spinal-epidural-anaesthesia',
  'transforaminal-epidural-snrb',
  'interlaminar-caudal-epidural',
  'transforaminal-cervicothoracic-not-lumbar',
  'injection-region-unsaid',
  'intrathecal-chemotherapy',
] as const;

const neverDone = new Set(['not-done', 'entered-in-error', 'preparation']);

/** An operation on the spine, or a needle or catheter near its canal, as a procedure is titled. */
export const spinalProcedureWords =
  /\bdis[ck]ectom\w*|\blamin(?:ec|o)tom\w*|\blaminoplast\w*|\bforaminotom\w*|\b(?:kypho|vertebro)plast\w*|\b(?:spin\w*|lumbar|vertebra\w*|back|cervical|thoracic)\b[^.;·]{0,60}\b(?:surgery|operation|fusion|decompression|arthrodesis|instrumentation|stimulator|drain|catheter|pump|block|injections?|tap|puncture|an(?:a)?esthe\w*)\b|\b(?:fusion|decompression|arthrodesis)\b[^.;·]{0,60}\b(?:spin\w*|lumbar|vertebra\w*|cervical|thoracic)\b|\bneuraxial\b|\bepidurals?\b|\bintrathecal\b|\bsubarachnoid block\b|\bcaudal block\b|\bfacet\b|\bmedial branch\b|\bsacroiliac injection\b|\bnerve[- ]root block\b|\bblood patch\b|\bmyelogra\w*/i;

/** The same as an order tells it. */
export const procedureInReason =
  /\bpost-?\s?op(?:erative|eratively)?\b|\bPOD\s?\d|\b(?:after|following|since|s\/p|status post|post)\b[^.;·]{0,40}\b(?:surgery|operation|dis[ck]ectomy|laminectomy|microdis[ck]ectomy|fusion|decompression|epidural|spinal|LP|lumbar puncture|puncture|injection|block|an(?:a)?esthe\w*)\b/i;

/**
 * An operation on the spine, a neuraxial procedure, a puncture or an injection within `days`. Wide: a
 * date that leaves it open counts, and so does a status that does.
 *
 * @returns `not-available` when procedures could not be had.
 */
export function spinalProcedureWithin(
  reading: ChartReading,
  surgery: SurgicalHistory,
  days: number,
): Signal {
  const { procedures, timeZone, today } = reading;
  const coded = new Set<Opaque>(procedures.in(...procedureSets));
  const done = procedures.resources.filter((procedure) => {
    if (neverDone.has((asText(procedure['status']) ?? '').toLowerCase())) return false;
    if (!coded.has(procedure) && !spinalProcedureWords.test(wordsOfProcedure(procedure))) {
      return false;
    }
    const when = performedWhen(procedure, timeZone);
    return !when || withinDays(when, days, today) !== 'no';
  });
  const needles = needleProcedures(
    procedures,
    reading.list('reports'),
    reading,
    timeZone,
    today,
  ).filter(({ when }) => !when || withinDays(when, days, today) !== 'no');
  return anyOf(
    signal(
      [
        ...done.map((procedure) => ({ says: procedures.nameOf(procedure) ?? 'procedure' })),
        ...needles.map(({ name }) => ({ says: name })),
      ],
      procedures.otherwise,
    ),
    surgery.interventionWithin(days),
  );
}

const wordsOfProcedure = (procedure: Opaque): string =>
  [procedure['code'], ...asList(procedure['bodySite'])]
    .flatMap((concept) => allWordsOf(concept))
    .join(' · ');
