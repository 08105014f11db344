import type { CardInsight, CardWeek, CountedCard, Look } from './insight-types.ts';

/** From so many answers on, a share of overrides is told. */
const MIN_ANSWERS = 50;
const MAX_OVERRIDDEN_PERCENT = 70;
const MAX_UNDECIDED_PERCENT = 20;
/** Below so many cards shown or calls concerned nothing is made of a rate. */
const MIN_SHOWN = 10;
const MIN_CONCERNED = 20;
/** A month, as these pages count. */
const MONTH_WEEKS = 4;

/** Cards whose counts ask for somebody's attention. A flag is a question, not a verdict. */
export function needsALook(
  versions: readonly CardInsight[],
  weekly: Readonly<Record<string, readonly CardWeek[]>>,
  cards: readonly CountedCard[],
  today: string,
): readonly Look[] {
  const titleOf = (id: string) => cards.find((card) => card.id === id)?.title ?? id;
  const counted = versions.flatMap(({ card, title, version, ...insight }) =>
    flagsOfVersion(insight).map((why) => ({ card, title, why: `version ${version}: ${why}` })),
  );
  const changed = Object.entries(weekly).flatMap(([card, weeks]) =>
    flagsOfWeeks(weeks).map((why) => ({ card, title: titleOf(card), why })),
  );
  const overdue = cards.flatMap(({ id, title, reviewDue, mode }) =>
    mode !== 'off' && reviewDue !== undefined && reviewDue < today
      ? [{ card: id, title, why: `its review was due on ${reviewDue}` }]
      : [],
  );
  return [...counted, ...changed, ...overdue];
}

function flagsOfVersion({
  accepted,
  overridden,
  undecided,
  failed,
}: Omit<CardInsight, 'card' | 'title' | 'version'>): readonly string[] {
  const answers = (accepted?.k ?? 0) + (overridden?.k ?? 0);
  const percent = answers === 0 ? 0 : (100 * (overridden?.k ?? 0)) / answers;
  return [
    ...(answers >= MIN_ANSWERS && percent > MAX_OVERRIDDEN_PERCENT
      ? [`overridden ${Math.round(percent)}% of ${answers} times that it was answered`]
      : []),
    ...(undecided && undecided.n >= MIN_CONCERNED && undecided.percent > MAX_UNDECIDED_PERCENT
      ? [`could not be decided in ${undecided.percent}% of ${undecided.n}`]
      : []),
    ...(failed > 0 ? [`failed ${failed} times; the log says why`] : []),
  ];
}

function flagsOfWeeks(weeks: readonly CardWeek[]): readonly string[] {
  const now = totals(weeks.slice(-MONTH_WEEKS));
  const before = totals(weeks.slice(-2 * MONTH_WEEKS, -MONTH_WEEKS));
  const flags: string[] = [];
  if (weeks.length >= MONTH_WEEKS && now.shown >= MIN_SHOWN && now.accepted === 0) {
    flags.push(`shown ${now.shown} times in ${MONTH_WEEKS} weeks, accepted never`);
  }
  const isCounted = now.concerned >= MIN_CONCERNED && before.concerned >= MIN_CONCERNED;
  if (isCounted && Math.max(now.shown, before.shown) >= MIN_SHOWN) {
    const [rate, earlier] = [now.shown / now.concerned, before.shown / before.concerned];
    const per100 = (share: number) => (100 * share).toFixed(1);
    if (rate >= 2 * earlier || rate <= earlier / 2) {
      flags.push(
        `fires ${rate > earlier ? 'twice' : 'half'} as often as in the ${MONTH_WEEKS} weeks before, or ${rate > earlier ? 'more' : 'less'}: ${per100(rate)} of 100 calls after ${per100(earlier)}`,
      );
    }
  }
  return flags;
}

const totals = (weeks: readonly CardWeek[]) =>
  weeks.reduce(
    (sum, { concerned, shown, accepted }) => ({
      concerned: sum.concerned + concerned,
      shown: sum.shown + shown,
      accepted: sum.accepted + accepted,
    }),
    { concerned: 0, shown: 0, accepted: 0 },
  );
