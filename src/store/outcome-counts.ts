import { sql, type Kysely } from 'kysely';
import { persist } from './persist.ts';
import type { OutcomeCount } from './store.ts';
import type { Tables } from './tables/tables.ts';

/** Counters that gather before they are written: the sum of a second, in one statement. */
const FLUSH_MS = 1000;
/** Rows of one statement; a database bounds the parameters of a statement. */
const MAX_ROWS = 500;
/** Different counters held at a time; more than all cards, clients and reasons of a site. */
const MAX_HELD = 20_000;
const PATIENCE_MS = 10_000;
/** What a counter is called whose detail would be one too many. */
export const OTHER_DETAIL = '(other)';
/** Characters of a detail. It is our own words, and yet has an end. */
const MAX_DETAIL = 160;

export interface OutcomeCounts {
  add(counts: readonly OutcomeCount[]): void;
  /** Resolves when everything that was added before is written. */
  flush(): Promise<void>;
  /** Ends the timer. */
  stop(): void;
}

/** Daily counters of what became of the rules. What cannot be written stays and is tried again. */
export function outcomeCounts(db: Kysely<Tables>, maxHeld = MAX_HELD): OutcomeCounts {
  let held = new Map<string, Held>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;

  const hold = (count: OutcomeCount) => {
    let detail =
      count.detail.length > MAX_DETAIL ? count.detail.slice(0, MAX_DETAIL) : count.detail;
    let key = keyOf(count, detail);
    if (held.size >= maxHeld && !held.has(key)) {
      detail = OTHER_DETAIL;
      key = keyOf(count, detail);
    }
    const known = held.get(key);
    if (known) known.n += count.n;
    else held.set(key, { ...count, detail });
  };

  async function write(): Promise<void> {
    const taken = held;
    held = new Map();
    // Always in the same order: two replicas that lock the same rows do not wait for each other.
    const rows = [...taken].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
    let done = 0;
    try {
      for (; done < rows.length; done += MAX_ROWS) {
        const slice = rows.slice(done, done + MAX_ROWS);
        await persist(() => addTo(db, slice), PATIENCE_MS);
      }
    } catch (error) {
      for (const count of rows.slice(done)) hold(count);
      throw error;
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    // The next one begins when this one has ended, whatever came of it.
    const next = running.catch(() => undefined).then(() => (held.size === 0 ? undefined : write()));
    running = next;
    return next;
  }

  function later(): void {
    if (isStopped) return;
    timer ??= setTimeout(() => {
      // Counters that could not be written are held; the next calls try again.
      flush().catch(later);
    }, FLUSH_MS).unref();
  }

  return {
    add(counts) {
      for (const count of counts) hold(count);
      if (counts.length > 0) later();
    },
    flush,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** A counter, to which others of the same key are added. */
interface Held extends Omit<OutcomeCount, 'n'> {
  n: number;
}

/** Different for different counters: what may hold a space stands at the end, and the first of it says its length. */
const keyOf = (
  { day, card, version, client, service, hook, outcome }: OutcomeCount,
  detail: string,
) => `${day} ${card} ${version} ${service} ${hook} ${outcome} ${client.length} ${client}${detail}`;

async function addTo(db: Kysely<Tables>, rows: readonly OutcomeCount[]): Promise<void> {
  await db
    .insertInto('outcome_count')
    .values(rows.map((row) => ({ ...row })))
    .onConflict((conflict) =>
      conflict
        .columns(['day', 'card', 'version', 'client', 'service', 'hook', 'outcome', 'detail'])
        .doUpdateSet({ n: sql`outcome_count.n + excluded.n` }),
    )
    .execute();
}
