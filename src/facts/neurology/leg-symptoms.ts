import type { RootName } from '../../report/findings/report-findings.ts';
import { sideIn, type Side } from '../values/anatomy.ts';
import { readWhen, type Day, type When } from '../values/calendar.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { begunWhen, conditionEvidence, isActive } from '../reading/conditions.ts';
import {
  anyOf,
  known,
  notRecorded,
  signal,
  unreadable,
  type Fact,
  type Signal,
} from '../values/fact.ts';
import {
  allWordsOf,
  asList,
  asObject,
  asText,
  valueSetsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { statusCodes } from '../reading/fields/status.ts';

/** The one root that the chart says is painful. */
export interface PainfulRoot {
  readonly root: RootName;
  readonly side: 'left' | 'right';
}

const over = new Set(['inactive', 'remission', 'resolved']);

/** What the conditions tell about pain in the leg and pain in the back. */
export class LegSymptoms {
  readonly #reading: ChartReading;

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /**
   * A coded, active radicular symptom of the lumbar or lumbosacral roots.
   *
   * @param by One that is known to have begun after this day is not counted.
   */
  radicular(by: Day): Signal {
    const { conditions } = this.#reading;
    return signal(
      this.#activeRadicular(by).map((condition) => conditionEvidence(condition, conditions)),
      conditions.otherwise,
    );
  }

  /**
   * The painful root and its side, as the text or the body site of coded radicular conditions names
   * them. One that is only suspected names nothing.
   *
   * @returns `not-recorded` unless all of them together name exactly one root and one side.
   */
  painfulRoot(by: Day): Fact<PainfulRoot> {
    const { conditions } = this.#reading;
    const radicular = this.#activeRadicular(by);
    const naming = radicular.filter((condition) => !isSuspected(condition));
    const roots = new Set(naming.flatMap((condition) => rootsIn(ownWords(condition))));
    const levelsLeftOpen = naming.some((condition) => namesSeveral(ownWords(condition)));
    const sides = new Set(naming.map((condition) => sideIn(ownWords(condition))));
    sides.delete(undefined);
    const allSides = this.painfulSides(by);
    const [root] = roots;
    const [side] = sides;
    const isOne = roots.size === 1 && !levelsLeftOpen && sides.size === 1 && allSides.size === 1;
    if (root === undefined || (side !== 'left' && side !== 'right') || !isOne) {
      return conditions.otherwise;
    }
    return known(
      { root, side },
      naming
        .filter((condition) => rootsIn(ownWords(condition)).includes(root))
        .map((condition) => conditionEvidence(condition, conditions)),
    );
  }

  /**
   * Whether an active condition of the leg, coded or in words only, names another root or another side than
   * was examined, or several roots. For silencing only.
   */
  contradicts(
    by: Day,
    examined: { readonly roots: readonly RootName[]; readonly side: 'left' | 'right' },
  ): boolean {
    const { conditions, timeZone } = this.#reading;
    const coded = new Set<Opaque>(conditions.in('lumbar-radicular-symptom'));
    return conditions.resources.some((condition) => {
      const words = [...allWordsOf(condition['code']), ...siteWords(condition)].join(' · ');
      const begun = begunWhen(condition, timeZone);
      if (!isActive(condition) || (begun && begun.first > by)) return false;
      if (!coded.has(condition) && !legPainWords.test(words)) return false;
      const side = sideIn(words);
      return (
        namesSeveral(words) ||
        rootsIn(words).some((root) => !examined.roots.includes(root)) ||
        (side !== undefined && side !== examined.side)
      );
    });
  }

  /** Every side that an active radicular condition names, in any of its words. */
  painfulSides(by: Day): ReadonlySet<Side> {
    return new Set(
      this.#activeRadicular(by).flatMap((condition) => {
        const side = sideIn(
          [...allWordsOf(condition['code']), ...siteWords(condition)].join(' · '),
        );
        return side === undefined ? [] : [side];
      }),
    );
  }

  /**
   * Pain of the back alone, as the chart states it: active back pain, and a radicular condition that
   * was refuted, or was over before the scan. Silence about the leg is no
   * statement.
   */
  axialPainOnly(scan: When): Signal {
    const { conditions, conditionWords, timeZone } = this.#reading;
    if (conditions.otherwise.status === 'not-available') return conditions.otherwise;
    const radicular = conditions.in('lumbar-radicular-symptom');
    const words = conditionWords.active(legPainWords, undefined, noLegPain);
    if (radicular.some(isActive) || words.status === 'known') return notRecorded;
    const backPain = conditions.in('back-pain').filter(isActive);
    if (backPain.length === 0) return conditions.otherwise;
    const stated = anyOf(
      ...radicular.map((condition): Signal => {
        const evidence = [conditionEvidence(condition, conditions)];
        const verification = statusCodes(condition['verificationStatus']);
        if (verification.includes('entered-in-error')) return notRecorded;
        if (verification.includes('refuted')) return known(true, evidence);
        const ended = endedWhen(condition, timeZone);
        if (!ended) return unreadable('end of the leg pain');
        if (ended.first >= scan.first) return notRecorded;
        return ended.last < scan.first ? known(true, evidence) : unreadable('end of the leg pain');
      }),
    );
    if (stated.status !== 'known') return stated;
    const evidence = backPain.map((condition) => conditionEvidence(condition, conditions));
    return known(true, [...evidence, ...stated.evidence]);
  }

  /** An active order of the chart gives pain of the leg as its reason. For silencing only. */
  get orderSpeaksOfLegPain(): boolean {
    const { terminology } = this.#reading;
    return this.#reading
      .list('orders')
      .resources.some(
        (order) =>
          order['status'] === 'active' &&
          asList(order['reasonCode']).some(
            (reason) =>
              legPainWords.test(allWordsOf(reason).join(' · ')) ||
              valueSetsOf(reason, terminology).has('lumbar-radicular-symptom'),
          ),
      );
  }

  #activeRadicular(by: Day): readonly Opaque[] {
    const { conditions, timeZone } = this.#reading;
    return conditions.in('lumbar-radicular-symptom').filter((condition) => {
      const begun = begunWhen(condition, timeZone);
      return isActive(condition) && !(begun && begun.first > by);
    });
  }
}

/** Pain of the leg in words: for silencing only. */
const legPainWords =
  /\bsciatic\w*|\bradicul(?:ar|opathy|itis)\b|\bclaudication\b|\b(?:leg|calf|thigh|lower (?:limb|extremity))[- ](?:pain|numbness|par(?:a)?esthesi\w*|tingling)\b|\b(?:pain|numbness|par(?:a)?esthesi\w*|tingling) (?:in|of|down) (?:the |both |left |right )*(?:legs?|calf|thigh|foot|lower (?:limb|extremity))\b/i;

/** What says that there is none. */
const noLegPain =
  /\b(?:no|without|denies|never|not)\s+(?:any\s+)?(?:sciatica|leg[- ]pain|radicul\w*(?:\s+(?:pain|symptoms))?)\b/gi;

const isSuspected = (condition: Opaque) =>
  statusCodes(condition['verificationStatus']).some(
    (code) => code === 'provisional' || code === 'differential' || code === 'unconfirmed',
  ) ||
  /\?|\bpossibl\w*|\bprobabl\w*|\bsuspect\w*|\bversus\b|\bvs\b|\bhistory of\b|\bh\/o\b|\bresolved\b|\bprevious\b|\bformer\b/i.test(
    ownWords(condition),
  );

/** Its own text and its body sites: what somebody wrote about this patient. */
const ownWords = (condition: Opaque): string =>
  [asText(asObject(condition['code'])?.['text']) ?? '', ...siteWords(condition)].join(' · ');

const siteWords = (condition: Opaque): readonly string[] =>
  asList(condition['bodySite']).flatMap((site) => allWordsOf(site));

const pair = /\b[LS]\s?[1-5]\s?(?:([-–/&+,]|to|and|or)\s?)?(?:[LS]\s?)?[1-5]\b/gi;

/**
 * True for two roots in one breath ("L4 and L5"), and for a disc level where no root is named beside
 * it ("L5/S1 radiculopathy"; not "L4-5 disc with L5 radiculopathy").
 */
const namesSeveral = (words: string): boolean => {
  const pairs = [...words.matchAll(pair)];
  const areRoots = pairs.some(([, joint]) => joint !== undefined && !/[-–/]/.test(joint));
  return areRoots || (pairs.length > 0 && rootsIn(words).length === 0);
};

/** The roots that words name one by one: "right L5 radiculopathy"; not the "L4-5" of a disc. */
export function rootsIn(words: string): readonly RootName[] {
  const singles = words.replace(pair, ' ').matchAll(/\b([LS])\s?([1-5])\b/gi);
  return [
    ...new Set(
      [...singles].map(([, letter = '', number]) => `${letter.toUpperCase()}${number}` as RootName),
    ),
  ];
}

/** When a condition ended, if it is over and a date says so. */
function endedWhen(condition: Opaque, timeZone: string): When | undefined {
  const isOver = statusCodes(condition['clinicalStatus']).some((code) => over.has(code));
  const ended =
    readWhen(condition['abatementDateTime'], timeZone) ??
    readWhen(asObject(condition['abatementPeriod'])?.['end'], timeZone);
  return isOver || !isActive(condition) ? ended : undefined;
}
