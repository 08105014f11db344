import { canonicalSystem } from '../../terminology/code-systems.ts';
import { sideIn } from '../values/anatomy.ts';
import { anticoagulantInChart, saysAnticoagulant } from './anticoagulants.ts';
import { isOlderThan } from '../values/calendar.ts';
import type { CaudaEquinaSign } from './cauda-equina-signs.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { conditionEvidence, isActive, isRecent } from '../reading/conditions.ts';
import type { DangerSigns } from '../dangers/danger-signs.ts';
import { anyOf, known, notRecorded, type Signal } from '../values/fact.ts';
import { allWordsOf, asList, codingsOf, type Opaque } from '../reading/fields/fields.ts';
import { conditionDates } from '../reading/new-condition.ts';
import { presentReason, type Order } from '../orders/orders.ts';
import { procedureInReason, spinalProcedureWithin } from '../surgery/recent-spinal-procedure.ts';
import { isSaidOfNow } from '../reading/said-of-now.ts';
import { statusCodes } from '../reading/fields/status.ts';
import type { SurgicalHistory } from '../surgery/surgical-history.ts';
import { words } from '../reading/order-words.ts';
import { withoutDenials } from '../values/words.ts';

/** What the chart codes as another cause of retention, or the older entry of the same sign. */
export interface RetentionExplanation {
  readonly kind: 'coded' | 'earlier-entry' | 'reason';
  readonly name: string;
  /** As recorded; undefined when no date is. */
  readonly on: string | undefined;
  readonly reference: string | undefined;
}

export interface ExplanationBounds {
  /** An entry of the same sign before these days is of long standing. */
  readonly longStandingDays: number;
  /** An operation on the spine, a puncture or an injection within these days takes all comfort. */
  readonly procedureDays: number;
}

/**
 * Retention of urine beside what may explain it. The explanation is read narrowly (coded, active, not
 * suspected), what speaks against it widely: the card is toned down only where all of it is plain.
 */
export class RetentionOfUrine {
  readonly #reading: ChartReading;
  readonly #surgery: SurgicalHistory;
  readonly #dangers: DangerSigns;

  constructor(reading: ChartReading, surgery: SurgicalHistory, dangers: DangerSigns) {
    this.#reading = reading;
    this.#surgery = surgery;
    this.#dangers = dangers;
  }

  /**
   * Coded causes of retention (a drug, an obstruction), in the chart or as the reason of an order; or
   * an entry of retention that is older than `longStandingDays`, where no newer one stands beside it.
   *
   * @param signs Every sign that was found, imaged or not.
   * @returns none unless retention stands alone.
   */
  explanations(
    signs: readonly CaudaEquinaSign[],
    orders: readonly Order[],
    { longStandingDays }: ExplanationBounds,
  ): readonly RetentionExplanation[] {
    if (!signs.every(({ isRetention }) => isRetention)) return [];
    const { conditions } = this.#reading;
    const coded = conditions.in('urinary-retention-explained').filter(isPlain);
    const reasons = orders.flatMap((order): RetentionExplanation[] => {
      const reason = presentReason(order, ['urinary-retention-explained']);
      if (reason.status !== 'known') return [];
      return [
        {
          kind: 'reason',
          name: reason.evidence[0]?.says ?? 'coded reason',
          on: undefined,
          reference: undefined,
        },
      ];
    });
    const isEnteredNow = signs.some(({ standsIn }) => standsIn === 'chart');
    const earlier = isEnteredNow ? [] : this.#earlierEntries(longStandingDays);
    return [
      ...coded.map((condition) => this.#told('coded', condition)),
      ...reasons,
      ...earlier.map((condition) => this.#told('earlier-entry', condition)),
    ];
  }

  /**
   * What keeps an explanation from toning the card down: a second sign, a procedure near the canal, an
   * anticoagulant. Anything that could not be had leaves it open.
   *
   * @param sessionAnticoagulant Whether one is among the drafts of the session.
   */
  alarm(
    orders: readonly Order[],
    sessionAnticoagulant: Signal,
    { longStandingDays, procedureDays }: ExplanationBounds,
  ): Signal {
    const said = orders.map(({ reason }) => reason.words).join(' · ');
    const stated = (is: boolean): Signal =>
      is ? known(true, [{ says: 'words of the order' }]) : notRecorded;
    return anyOf(
      stated(bothSided.test(said) || words.deficit.test(withoutDenials(said))),
      stated(procedureInReason.test(said) || saysAnticoagulant(said)),
      ...orders.map((order) => presentReason(order, ['new-leg-weakness'])),
      this.#dangers.newDeficit(longStandingDays),
      this.#otherSign(longStandingDays),
      this.#bothSidedLegPain,
      spinalProcedureWithin(this.#reading, this.#surgery, procedureDays),
      anticoagulantInChart(this.#reading),
      sessionAnticoagulant,
    );
  }

  /** A sign of another kind that is not old, new or not. */
  #otherSign(days: number): Signal {
    const { conditions, today, timeZone } = this.#reading;
    const others = conditions
      .in('cauda-equina-syndrome', 'saddle-anaesthesia', 'bowel-incontinence')
      .filter((c) => isActive(c) && isRecent(c, days, today, timeZone));
    return others.length > 0
      ? known(
          true,
          others.map((c) => conditionEvidence(c, conditions)),
        )
      : notRecorded;
  }

  /** Leg pain on both sides: in one entry's words, or by entries of either side. */
  get #bothSidedLegPain(): Signal {
    const { conditions, conditionWords } = this.#reading;
    const sides = new Set(
      conditions
        .in('lumbar-radicular-symptom')
        .filter(isActive)
        .flatMap((condition) => sidesOf(condition)),
    );
    const isBoth = sides.has('bilateral') || (sides.has('left') && sides.has('right'));
    return anyOf(
      isBoth ? known(true, [{ says: 'leg pain on both sides' }]) : notRecorded,
      conditionWords.active(bothSided),
    );
  }

  #earlierEntries(days: number): readonly Opaque[] {
    const { conditions, today, timeZone } = this.#reading;
    const entries = conditions.in('urinary-retention-or-overflow').filter(isPlain);
    const isOld = (condition: Opaque) => {
      const dates = conditionDates(condition, timeZone);
      return dates.length > 0 && dates.every((when) => isOlderThan(when, days, today));
    };
    return entries.every(isOld) ? entries : [];
  }

  #told(kind: RetentionExplanation['kind'], condition: Opaque): RetentionExplanation {
    const { conditions, timeZone } = this.#reading;
    const { says, reference } = conditionEvidence(condition, conditions);
    return { kind, name: says, on: conditionDates(condition, timeZone)[0]?.text, reference };
  }
}

/** Active, said of now, and no mere suspicion. */
const isPlain = (condition: Opaque): boolean =>
  isActive(condition) &&
  isSaidOfNow(condition) &&
  !statusCodes(condition['verificationStatus']).some((code) =>
    ['unconfirmed', 'provisional', 'differential'].includes(code),
  );

export const bothSided =
  /\bbi-?lateral(?:ly)?\b[^.;·]{0,40}\b(?:sciatica|radicul\w*|legs?|lower (?:limbs?|extremit\w*)|leg pain)\b|\b(?:sciatica|radicul\w*|leg pain|leg symptoms)\b[^.;·]{0,30}\b(?:bi-?lateral(?:ly)?|both sides|both legs|left and right|right and left)\b|\bboth (?:legs|lower limbs|lower extremities)\b/i;

const ICD_10_CM = canonicalSystem('http://hl7.org/fhir/sid/icd-10-cm');

/** By words, else by the last digit of an ICD-10-CM code of sciatica: 1 right, 2 left. */
function sidesOf(condition: Opaque): readonly string[] {
  const text = [condition['code'], ...asList(condition['bodySite'])]
    .flatMap((concept) => allWordsOf(concept))
    .join(' · ');
  const side = sideIn(text);
  if (side !== undefined) return [side];
  return codingsOf(condition['code']).flatMap(({ system, code }) => {
    if (canonicalSystem(system) !== ICD_10_CM) return [];
    const [, digit] = /^M54\.?[34]([12])$/i.exec(code) ?? [];
    if (digit === undefined) return [];
    return [digit === '1' ? 'right' : 'left'];
  });
}
