import { namesLumbarSpine, namesOtherSpine } from '../values/anatomy.ts';
import {
  readCaudaEquinaSigns,
  type CaudaEquinaReading,
} from '../../clinical-text/topics/cauda-equina-signs.ts';
import type { When } from '../values/calendar.ts';
import { byReference } from '../reading/fields/listed.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { conditionEvidence, isActive } from '../reading/conditions.ts';
import { caudaEquinaSets } from '../dangers/danger-signs.ts';
import { notAvailable, notRecorded, unreadable, type Fact } from '../values/fact.ts';
import {
  allWordsOf,
  codingsOf,
  referenceTo,
  wordsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { statusCodes } from '../reading/fields/status.ts';
import {
  conditionDates,
  isNew,
  spanOf,
  type SignBounds,
  type Span,
} from '../reading/new-condition.ts';
import { newestWithin, standingOrPreliminary } from '../reading/observations.ts';
import type { Order } from '../orders/orders.ts';
import { presenceIn } from '../reading/sign-observations.ts';

/** A present sign that can fit cauda equina syndrome, as the chart or the order gives it. */
export interface CaudaEquinaSign {
  /** Its name; for a sign read from words, the words. */
  readonly says: string;
  readonly readFrom: 'code' | 'words';
  readonly standsIn: 'order' | 'chart';
  /** When it was recorded, else when it began; undefined when neither is said, and in an order. */
  readonly when: When | undefined;
  /** First and last day that the chart gives it; undefined without a date. */
  readonly since: Span | undefined;
  /** True for the syndrome itself rather than a sign of it. */
  readonly isSyndrome: boolean;
  /** True when it is retention of urine, or overflow, and nothing more. */
  readonly isRetention: boolean;
  readonly reference: string | undefined;
}

const RETENTION = 'urinary-retention-or-overflow';

/** Signs of the last days that can fit cauda equina syndrome: what makes a routine MRI too slow. */
export class CaudaEquinaSigns {
  readonly #reading: ChartReading;

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /**
   * Signs in the reason of an order: its codes, or its words when they plainly speak of one.
   * Words beside a code that take it back ("history of") are believed.
   */
  inReason(order: Order): readonly CaudaEquinaSign[] {
    const coded = caudaEquinaSets.flatMap((set) => {
      const says = order.reason.valueSets.get(set);
      // A condition of the chart is judged by its own dates, in `recorded`.
      const isOfChart = order.reason.fromChart.has(set);
      const isNone = says === undefined || isOfChart || this.#read(says).takesBack;
      return isNone ? [] : [{ set, says }];
    });
    const sign = (says: string, readFrom: 'code' | 'words', set?: string) => ({
      says,
      readFrom,
      standsIn: 'order' as const,
      when: undefined,
      since: undefined,
      isSyndrome: set === 'cauda-equina-syndrome',
      isRetention: (set === undefined || set === RETENTION) && !this.#saysMore(says),
      reference: order.reference,
    });
    if (coded.length > 0) return coded.map(({ set, says }) => sign(says, 'code', set));
    const quotes = order.reason.question.flatMap((piece) => this.#quoteIn(piece) ?? []);
    return [...new Set(quotes)].map((quote) => sign(quote, 'words'));
  }

  /**
   * New signs of the chart: active conditions and standing observations of the four kinds, coded;
   * or conditions without a code that plainly speak of one, unless they are only suspected. What is
   * not known to be old counts.
   *
   * @param asReason `Condition/<id>` that an order gives as its reason: new enough unless of long
   *   standing.
   * @returns with what it means when there is no sign among them.
   */
  recorded(
    bounds: SignBounds,
    asReason: ReadonlySet<string>,
  ): { readonly signs: readonly CaudaEquinaSign[]; readonly otherwise: Fact<never> } {
    const observed = this.#observed(bounds.newDays);
    const signs = [...this.#conditions(bounds, asReason), ...observed.signs];
    const unread = this.#reading.texts.isSpent ? unreadable('words of the chart') : notRecorded;
    const open = [this.otherwise, observed.otherwise, unread];
    return {
      signs,
      otherwise: open.find(({ status }) => status !== 'not-recorded') ?? notRecorded,
    };
  }

  /** What it means when no sign is in the chart: not recorded, or not looked up. */
  get otherwise(): Fact<never> {
    const { conditions, observations } = this.#reading;
    const gaps = [conditions.otherwise, observations.otherwise].flatMap((gap) =>
      gap.status === 'not-available' ? gap.missing : [],
    );
    return gaps.length > 0 ? notAvailable(...gaps) : notRecorded;
  }

  /** Whether an order speaks, in words, of a present sign that is not retention of urine. */
  saysMoreThanRetention({ reason }: Order): boolean {
    return reason.question.some((piece) => this.#saysMore(piece));
  }

  #read(text: string): CaudaEquinaReading {
    return readCaudaEquinaSigns(this.#reading.texts.read(text));
  }

  /** The clause of the first present sign. */
  #quoteIn(text: string): string | undefined {
    return this.#read(text).signs[0]?.quote;
  }

  #saysMore(text: string): boolean {
    return this.#read(text).signs.some(({ isRetention }) => !isRetention);
  }

  #conditions(bounds: SignBounds, asReason: ReadonlySet<string>): readonly CaudaEquinaSign[] {
    const { conditions, today, timeZone } = this.#reading;
    const coded = new Set<Opaque>(conditions.in(...caudaEquinaSets));
    const syndrome = new Set<Opaque>(conditions.in('cauda-equina-syndrome'));
    const retention = new Set<Opaque>(conditions.in(RETENTION));
    const others = new Set<Opaque>(
      conditions.in(...caudaEquinaSets.filter((set) => set !== RETENTION)),
    );
    return conditions.resources.toSorted(byReference).flatMap((condition): CaudaEquinaSign[] => {
      const reference = referenceTo(condition);
      const isReason = reference !== undefined && asReason.has(reference);
      if (!isActive(condition) || !isNew(condition, bounds, isReason, today, timeZone)) return [];
      const isCoded = coded.has(condition);
      const says = isCoded ? this.#codedSign(condition) : this.#wordedSign(condition);
      if (says === undefined) return [];
      const dates = conditionDates(condition, timeZone);
      return [
        {
          says,
          readFrom: isCoded ? 'code' : 'words',
          standsIn: 'chart',
          when: dates[0],
          since: spanOf(dates),
          isSyndrome: syndrome.has(condition),
          isRetention:
            (!isCoded || (retention.has(condition) && !others.has(condition))) &&
            !allWordsOf(condition['code']).some((text) => this.#saysMore(text)),
          reference,
        },
      ];
    });
  }

  /** The name of a coded sign, unless the words beside the code make it something else. */
  #codedSign(condition: Opaque): string | undefined {
    const { conditions, terminology } = this.#reading;
    const words = wordsOf(condition['code'], terminology).join(' · ');
    if (namesOtherSpine(words) && !namesLumbarSpine(words)) return undefined;
    const isLess = allWordsOf(condition['code']).some(
      (text) => this.#reading.texts.read(text).of('bowel-urgency').length > 0,
    );
    if (isLess || this.#read(words).takesBack) return undefined;
    return conditionEvidence(condition, conditions).says;
  }

  /** The words of a condition that has no code of ours and is not merely suspected. */
  #wordedSign(condition: Opaque): string | undefined {
    const { terminology } = this.#reading;
    const isOfAnotherKind = codingsOf(condition['code']).some(
      ({ system, code }) => terminology.valueSetsOf(system, code).length > 0,
    );
    const isSuspected = statusCodes(condition['verificationStatus']).some((code) =>
      ['unconfirmed', 'provisional', 'differential'].includes(code),
    );
    if (isOfAnotherKind || isSuspected) return undefined;
    for (const text of allWordsOf(condition['code'])) {
      const quote = this.#quoteIn(text);
      if (quote !== undefined) return quote;
    }
    return undefined;
  }

  /** Of each kind the newest observations: a later "absent" takes an earlier "present" back. */
  #observed(days: number): {
    readonly signs: readonly CaudaEquinaSign[];
    readonly otherwise: Fact<never>;
  } {
    const { observations, terminology, today, timeZone } = this.#reading;
    const signs: CaudaEquinaSign[] = [];
    let otherwise = notRecorded;
    for (const set of caudaEquinaSets) {
      const newest = newestWithin(observations, set, days, today, timeZone, standingOrPreliminary);
      for (const { resource, when } of newest) {
        const presence = presenceIn(resource, caudaEquinaSets, terminology);
        if (presence === 'unclear') otherwise = unreadable('an observed cauda equina sign');
        if (presence !== 'present') continue;
        signs.push({
          says: observations.nameOf(resource) ?? 'observed sign',
          readFrom: 'code',
          standsIn: 'chart',
          when,
          since: when && spanOf([when]),
          isSyndrome: set === 'cauda-equina-syndrome',
          isRetention: set === RETENTION,
          reference: referenceTo(resource),
        });
      }
    }
    return { signs, otherwise };
  }
}
