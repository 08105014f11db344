import type { Answered, OutcomeSum } from '../store/store.ts';
import type { CountedCard, OutcomeSource } from './insight-types.ts';

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

/**
 * Invented weeks for demo mode: the same for everybody, nothing of them is ever stored. A card whose
 * version is over 1 had the one before until a month ago.
 *
 * @param now The last weeks are those before it.
 */
export function simulatedWeeks(cards: readonly CountedCard[], now: Date): OutcomeSource {
  const lastDay = Math.floor(now.getTime() / DAY_MS);
  return {
    outcomes(from, to) {
      const sums: OutcomeSum[] = [];
      const answers: Answered[] = [];
      const times: { card: string; version: number; seconds: number }[] = [];
      const day = Date.parse(from) / DAY_MS;
      const ofAWeek = (Date.parse(to) - Date.parse(from)) / DAY_MS / WEEK_DAYS;
      const weeksAgo = Math.floor((lastDay - day) / WEEK_DAYS);
      for (const { client, share } of clients) {
        const calls = Math.round(share * ofAWeek * (900 + 60 * Math.sin(weeksAgo)));
        for (const { service, hook, part } of services) {
          const of = { client, service, hook };
          sums.push({
            ...of,
            card: '',
            version: 0,
            outcome: 'calls',
            detail: '',
            n: Math.round(calls * part),
          });
        }
        cards.forEach((card, index) => {
          if (card.mode === 'off') return;
          const random = randomOf(`${card.id} ${client} ${from}`);
          const version = card.version > 1 && weeksAgo > 4 ? card.version - 1 : card.version;
          const of = { card: card.id, version, client, ...(services[index % 3] ?? services[0]) };
          const week = invented(calls, index, weeksAgo, card, random);
          for (const [outcome, detail, n] of week.counts) {
            if (n > 0) sums.push({ ...key(of), outcome, detail, n });
          }
          for (const [outcome, reason, n] of week.answers) {
            if (n > 0)
              answers.push({
                card: of.card,
                version,
                client,
                service: of.service,
                outcome,
                reason,
                n,
              });
          }
          times.push({ card: of.card, version, seconds: 8 + Math.round(60 * random()) });
        });
      }
      return Promise.resolve(
        to > from ? { sums, answers, times } : { sums: [], answers: [], times: [] },
      );
    },
  };
}

const clients = [
  { client: 'Simulated hospital A', share: 1 },
  { client: 'Simulated hospital B', share: 0.4 },
] as const;
const services = [
  { service: 'lumbar-mri-order-select', hook: 'order-select', part: 0.4 },
  { service: 'lumbar-mri-order-sign', hook: 'order-sign', part: 0.35 },
  { service: 'lumbar-mri-patient-view', hook: 'patient-view', part: 0.25 },
] as const;

const key = ({
  card,
  version,
  client,
  service,
  hook,
}: Omit<OutcomeSum, 'outcome' | 'detail' | 'n'>) => ({
  card,
  version,
  client,
  service,
  hook,
});

/** A reason for silence of cards that offer something. */
const NOTE_ON_ORDER = 'note-on-order';

/** One card in one week: rates differ by card, so that some need a look. */
function invented(
  calls: number,
  index: number,
  weeksAgo: number,
  { mode, reasons, silences }: CountedCard,
  random: () => number,
) {
  const concerned = Math.round(calls * (0.15 + 0.1 * random()));
  const fires = (0.02 + 0.02 * (index % 5)) * (index % 7 === 3 && weeksAgo < 4 ? 2.6 : 1);
  const asked = Math.round(concerned * fires * (0.8 + 0.4 * random()));
  const undecided = Math.round(concerned * (index % 6 === 1 ? 0.26 : 0.05));
  const shown = mode === 'silent' ? 0 : Math.round(asked * 0.92);
  const accepted = Math.round(shown * (index % 8 === 5 ? 0.02 : 0.3 + 0.1 * random()));
  const overridden = Math.min(shown - accepted, Math.round(shown * (index % 8 === 5 ? 0.9 : 0.3)));
  const [first = '', second = ''] = reasons;
  const [ownReason = NOTE_ON_ORDER] = Object.keys(silences).filter((id) => id !== NOTE_ON_ORDER);
  const noted = NOTE_ON_ORDER in silences ? Math.round(asked * 0.2) : 0;
  const firstGiven = second === '' ? overridden : Math.round(overridden * 0.7);
  return {
    counts: [
      ['concerned', '', concerned],
      ['shown', '', shown],
      ['withheld', mode === 'silent' ? 'silent mode' : 'two cards already', asked - shown],
      ['undecided', '', undecided],
      ['missing', 'procedures', undecided],
      ['silent', NOTE_ON_ORDER, noted],
      ['silent', ownReason, concerned - asked - undecided - noted],
    ] as const,
    answers: [
      ['accepted', '', accepted],
      ['overridden', first === '' ? 'no reason given' : first, firstGiven],
      ['overridden', second, overridden - firstGiven],
      ['none', '', shown - accepted - overridden],
    ] as const,
  };
}

/** Numbers from 0 to 1 that are the same for the same words (mulberry32). */
function randomOf(words: string): () => number {
  let state = [...words].reduce((sum, c) => (Math.imul(sum, 31) + c.charCodeAt(0)) | 0, 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
