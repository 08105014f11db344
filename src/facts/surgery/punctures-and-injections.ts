import type { Meanings } from '../reading/meanings.ts';
import {
  discLevelsIn,
  namesLumbarSpine,
  namesOtherSpine,
  type DiscLevel,
} from '../values/anatomy.ts';
import type { Day, When } from '../values/calendar.ts';
import { scanWhen } from '../studies/done-studies.ts';
import {
  allWordsOf,
  asList,
  asText,
  referenceTo,
  wordsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import type { Listed } from '../reading/fields/listed.ts';
import { performedWhen } from '../reading/fields/performed.ts';
import { studyOf } from '../studies/study.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

/** A needle in or beside the lumbar canal: fluid or air may still be seen on the next scan. */
export interface NeedleProcedure {
  /** `puncture`: of the dura, for fluid or for a myelogram. */
  readonly kind: 'puncture' | 'injection';
  /** Our label of the code, or the words of the chart. */
  readonly name: string;
  /** Undefined when no date is recorded. */
  readonly when: When | undefined;
  readonly levels: readonly DiscLevel[];
  readonly reference: string | undefined;
}

const punctureSets: readonly ValueSetId[] = [
  'lumbar-puncture',
  'diagnostic-lumbar-puncture',
  'therapeutic-lumbar-puncture',
  'myelogram',
  // The needle goes through the dura for it, too.
  'intrathecal-chemotherapy',
];
const injectionSets: readonly ValueSetId[] = [
  'transforaminal-epidural-snrb',
  'interlaminar-caudal-epidural',
];
/** These codes do not say where: they count when the chart's words name the lumbar spine. */
const regionUnsaid = 'injection-region-unsaid';

const neverMade = new Set(['registered', 'cancelled', 'entered-in-error']);

/**
 * The completed lumbar punctures, myelograms and epidural or nerve-root injections of the chart, by
 * code, or by a title that names nothing else: an injection in words counts where they put it in the
 * lumbar spine. A report of one counts as well. What the
 * words put above the lumbar spine does not.
 *
 * @param today What lies wholly after it has not happened yet.
 */
export function needleProcedures(
  procedures: Listed,
  reports: Listed,
  meanings: Meanings,
  timeZone: string,
  today: Day,
): readonly NeedleProcedure[] {
  const { terminology } = meanings;
  const punctures = new Set<Opaque>([
    ...procedures.in(...punctureSets),
    ...reports.in(...punctureSets),
  ]);
  const injections = new Set<Opaque>([
    ...procedures.in(...injectionSets),
    ...reports.in(...injectionSets),
  ]);
  const unsaid = new Set<Opaque>([...procedures.in(regionUnsaid), ...reports.in(regionUnsaid)]);

  const read = (
    list: Listed,
    resource: Opaque,
    whenOf: (resource: Opaque, timeZone: string) => When | undefined,
  ): NeedleProcedure[] => {
    const title = wordsOf(resource['code'], terminology);
    const isCoded = punctures.has(resource) || injections.has(resource);
    const named = isCoded || title.length === 0 ? undefined : studyOf(resource, meanings)?.kind;
    const isPuncture = punctures.has(resource) || named === 'lumbar-puncture';
    const isNamed = named === 'nerve-root-block' || named === 'epidural-injection';
    if (!isPuncture && !isNamed && !injections.has(resource)) return [];
    const words = [
      ...title,
      ...asList(resource['bodySite']).flatMap((site) => allWordsOf(site)),
    ].join(' · ');
    const isLumbar = namesLumbarSpine(words);
    if (!isLumbar && (namesOtherSpine(words) || unsaid.has(resource) || isNamed)) return [];
    const when = whenOf(resource, timeZone);
    if (when && when.first > today) return [];
    return [
      {
        kind: isPuncture ? 'puncture' : 'injection',
        name: list.nameOf(resource) ?? (isPuncture ? 'Lumbar puncture' : 'Spinal injection'),
        // What is completed was over by today, whatever month or year is written.
        when: when && { ...when, last: Math.min(when.last, today) },
        levels: discLevelsIn(words),
        reference: referenceTo(resource),
      },
    ];
  };
  return [
    ...procedures.resources.flatMap((procedure) =>
      procedure['status'] === 'completed' ? read(procedures, procedure, performedWhen) : [],
    ),
    ...reports.resources.flatMap((report) =>
      neverMade.has(asText(report['status']) ?? '') ? [] : read(reports, report, scanWhen),
    ),
  ];
}
