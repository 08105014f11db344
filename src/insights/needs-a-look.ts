import { UNSAFE } from '../cards/file/unsafe.ts';
import type { CardInsight, CardMonths, CountedCard, Look } from './insight-types.ts';
import { MONTH_DAYS } from './months.ts';

/** From so many answers on, a share of overrides is told. */
const MIN_ANSWERS = 50;
const MAX_OVERRIDDEN_PERCENT = 70;
const MAX_UNDECIDED_PERCENT = 20;
/** Below so many cards shown or calls concerned nothing is made of a rate. */
const MIN_SHOWN = 10;
const MIN_CONCERNED = 20;

/**
 * Cards whose counts ask for somebody's attention. A flag is a question, not a verdict.
 *
 * @param versions Of the weeks that are shown.
 * @param months Of the last sixty days, whatever is shown.
 * @param today YYYY-MM-DD in UTC.
 */
export function needsALook(
  versions: readonly CardInsight[],
  months: ReadonlyMap<string, CardMonths>,
  cards: readonly CountedCard[],
  today: string,
): readonly Look[] {
  const known = new Map(cards.map((card) => [card.id, card]));
  const counted = versions.flatMap(({ card, title, version, ...insight }) =>
    flagsOfVersion(insight).map((why) => ({ card, title, why: `version ${version}: ${why}` })),
  );
  const changed = [...months].flatMap(([card, of]) => {
    const { title = card, isAcceptable = true } = known.get(card) ?? {};
    return flagsOfMonths(of, isAcceptable).map((why) => ({ card, title, why }));
  });
  const overdue = cards.flatMap(({ id, title, reviewDue, mode }) =>
    mode !== 'off' && reviewDue !== undefined && reviewDue < today
      ? [{ card: id, title, why: `its review was due on ${reviewDue}` }]
      : [],
  );
  const unsafe = versions.flatMap(({ card, title, version, reasons }) => {
    const n = reasons.find(({ what }) => what === UNSAFE.code)?.n ?? 0;
    const why = `version ${version}: called unsafe, or its data wrong, ${n === 1 ? 'once' : `${n} times`}; look at each, and think of npm run recall`;
    return n === 0 ? [] : [{ card, title, why }];
  });
  // Before everything else.
  return [...unsafe, ...counted, ...changed, ...overdue];
}

function flagsOfVersion({
  accepted,
  overridden,
  undecided,
  failed,
}: Omit<CardInsight, 'card' | 'title' | 'version'>): readonly string[] {
  const answers = (accepted?.k ?? 0) + (overridden?.k ?? 0);
  const percent = answers === 0 ? 0 : (100 * (overridden?.k ?? 0)) / answers;
  const isOften = undecided && 100 * undecided.k > MAX_UNDECIDED_PERCENT * undecided.n;
  return [
    ...(answers >= MIN_ANSWERS && percent > MAX_OVERRIDDEN_PERCENT
      ? [
          `overridden ${percent.toFixed(1).replace('.0', '')}% of ${answers} times that it was answered`,
        ]
      : []),
    ...(isOften && undecided.n >= MIN_CONCERNED
      ? [`could not be decided in ${undecided.percent}% of ${undecided.n}`]
      : []),
    ...(failed > 0 ? [`failed ${failed} times; the log says why`] : []),
  ];
}

function flagsOfMonths({ now, before }: CardMonths, isAcceptable: boolean): readonly string[] {
  const flags: string[] = [];
  if (isAcceptable && now.shown >= MIN_SHOWN && now.accepted === 0) {
    flags.push(`shown ${now.shown} times in ${MONTH_DAYS} days, accepted never`);
  }
  const isCounted = now.concerned >= MIN_CONCERNED && before.concerned >= MIN_CONCERNED;
  if (isCounted && Math.max(now.shown, before.shown) >= MIN_SHOWN) {
    // By cross multiplication: no rounding decides.
    const [shown, earlier] = [now.shown * before.concerned, before.shown * now.concerned];
    const per100 = ({ shown: k, concerned }: CardMonths['now']) =>
      ((100 * k) / concerned).toFixed(1);
    const rates = `${per100(now)} of 100 calls after ${per100(before)}`;
    if (shown >= 2 * earlier) {
      flags.push(`fires twice as often as in the ${MONTH_DAYS} days before, or more: ${rates}`);
    } else if (2 * shown <= earlier) {
      flags.push(`fires half as often as in the ${MONTH_DAYS} days before, or less: ${rates}`);
    }
  }
  return flags;
}
