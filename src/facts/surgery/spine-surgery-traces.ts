import { isAsserted, conditionEvidence } from '../reading/conditions.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { anyOf, signal, type Signal } from '../values/fact.ts';
import { allWordsOf, asList, asText, referenceTo, type Opaque } from '../reading/fields/fields.ts';
import { neverDone } from '../reading/fields/performed.ts';
import {
  spineOperationElsewhereSet,
  spineOperationSets,
  spineStatusSets,
} from './procedure-code.ts';

/** Words of an operation on the spine, at whatever level: wide, for silence. */
export const spineSurgeryWords =
  /\bvertebral augmentation\b|\bneurostimulator\b|\bdis[ck] arthroplast\w*|\bintraspinal\b|\bintrathecal (?:pump|catheter)\b|\barthrodesis\b[^.;·]{0,60}\b(?:interbody|cervical|thoracic|posterolateral)\b|\b(?:cervical|thoracic)\b[^.;·]{0,60}\b(?:fusion|decompression|arthrodesis|arthroplasty)\b|\b(?:micro-?)?dis[ck]ectom\w*|\b(?:hemi-?)?lamin(?:ec|o)tom\w*|\blaminoplast\w*|\bforaminotom\w*|\bsequestrectom\w*|\bnucle(?:ot|ect)om\w*|\bcorpectom\w*|\b(?:kypho|vertebro)plast\w*|\b[PTAXO]?LIF\b|\binterspinous\b|\bpedicle screws?\b|\bfailed back\b|\bFBSS\b|\bpost-?\s?(?:lamin|dis[ck]ect)\w*|\b(?:spin\w*|lumbar|lumbosacral|vertebra\w*|back|dis[ck]|L\s?[1-5]\w{0,3})\b[^.;·]{0,120}\b(?:fusion|surgery|operations?|operated|decompression|arthrodesis|instrumentation|stimulator|replacement|implants?)\b|\b(?:fusion|surgery|operation|decompression|arthrodesis|instrumentation|implants?)\b[^.;·]{0,120}\b(?:spin\w*|lumbar|lumbosacral|back|dis[ck]|L\s?[1-5]\w{0,3})(?:\b|$)/i;

/**
 * Any trace of an operation on the spine, at whatever level and however it is written: a procedure, a
 * status code, postlaminectomy syndrome, words. For silencing only; the net is wide, since a spine that
 * was operated on elsewhere, or once, is not an unoperated one.
 */
export function spineSurgeryTraces({ procedures, conditions }: ChartReading): Signal {
  const coded = new Set<Opaque>(procedures.in(...spineOperationSets, spineOperationElsewhereSet));
  const done = procedures.resources.filter(
    (procedure) =>
      !neverDone.has(asText(procedure['status']) ?? '') &&
      (coded.has(procedure) || spineSurgeryWords.test(wordsOfProcedure(procedure))),
  );
  const statuses = new Set<Opaque>(conditions.in(...spineStatusSets));
  const stated = conditions.resources.filter(
    (condition) =>
      isAsserted(condition) &&
      (statuses.has(condition) ||
        spineSurgeryWords.test(allWordsOf(condition['code']).join(' · '))),
  );
  return anyOf(
    signal(
      done.map((procedure) => {
        const reference = referenceTo(procedure);
        const says = procedures.nameOf(procedure) ?? 'operation on the spine';
        return { ...(reference && { reference }), says };
      }),
      procedures.otherwise,
    ),
    signal(
      stated.map((condition) => conditionEvidence(condition, conditions)),
      conditions.otherwise,
    ),
  );
}

const wordsOfProcedure = (procedure: Opaque): string =>
  [
    ...allWordsOf(procedure['code']),
    ...asList(procedure['bodySite']).flatMap((site) => allWordsOf(site)),
  ].join(' · ');
