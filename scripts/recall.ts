import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { orWhat } from '../src/config/faults.ts';
import { readSettings } from '../src/config/settings.ts';
import { rules } from '../src/rules/index.ts';
import { openStore } from '../src/store/engines/open-store.ts';
import type { ConfigurationState, Store } from '../src/store/store.ts';
import { serviceVersion } from '../src/versions/basis.ts';

const usage = `Stops a card on all replicas that share the store, within a minute and without a restart.

  npm run recall -- CARD --why TEXT     stops one card
  npm run recall -- --all --why TEXT    stops all of them
  npm run recall -- CARD --undo         takes it back; --all --undo likewise
  npm run recall                        says what is recalled

DATABASE_URL names the store, as for the service. The reason is shown on the card's page.`;

const DEADLINE_MS = 10_000;
const MAX_WHY = 500;
const ALL = '*';

class Refused extends Error {}

/** What the words after the command ask for. @throws {Refused} saying what to write instead. */
function asked() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: 'boolean' },
      undo: { type: 'boolean' },
      why: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [named, ...more] = positionals;
  const isAll = values.all === true;
  if (values.help || more.length > 0 || (named !== undefined && isAll)) throw new Refused(usage);
  const ids = rules.map(({ id }) => id);
  if (named !== undefined && !ids.includes(named)) {
    throw new Refused(`There is no card ${named}${orWhat(named, ids)}`);
  }
  const card = isAll ? ALL : named;
  const why = values.why?.trim();
  const isUndo = values.undo === true;
  if (card !== undefined && !isUndo && (why === undefined || why === '' || why.length > MAX_WHY)) {
    throw new Refused(`--why says why, in at most ${MAX_WHY} characters; no patient's data.`);
  }
  return { card, why: why ?? '', isUndo };
}

/** In the log of changes too: a recall that was taken back leaves no other trace. */
const logged = (store: Store, of: Pick<ConfigurationState, 'at' | 'kind' | 'note'>) =>
  store.logChange({ ...of, service: serviceVersion, hash: undefined, parts: {} });

async function main(): Promise<void> {
  const { card, why, isUndo } = asked();
  const { DATABASE_URL, DATABASE_URL_FILE } = process.env;
  const { databaseUrl } = readSettings({ DATABASE_URL, DATABASE_URL_FILE });
  if (databaseUrl.startsWith('sqlite:') && !existsSync(databaseUrl.slice('sqlite:'.length))) {
    throw new Refused('DATABASE_URL: there is no store at this place yet.');
  }
  const store = await openStore(databaseUrl, DEADLINE_MS);
  try {
    const said = card === ALL ? 'all cards' : card;
    if (card !== undefined && !isUndo) {
      const at = new Date().toISOString();
      await store.recall({ card, why, at });
      await logged(store, { at, kind: 'recall', note: `${said}: ${why}` });
      console.log(`Recalled: ${said}. In force on every replica within a minute.`);
    } else if (card !== undefined) {
      const wasRecalled = await store.takeBackRecall(card);
      if (!wasRecalled) throw new Refused(`Not recalled: ${said}. Nothing was changed.`);
      await logged(store, {
        at: new Date().toISOString(),
        kind: 'recall taken back',
        note: said ?? '',
      });
      console.log(`Taken back: ${said}. Shown again within a minute.`);
    }
    const recalls = await store.recalls();
    if (recalls.length === 0) console.log('Nothing is recalled.');
    for (const each of recalls) {
      console.log(`${each.card === ALL ? 'all cards' : each.card}, since ${each.at}: ${each.why}`);
    }
  } finally {
    await store.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The recall could not be written.');
  process.exitCode = error instanceof Refused ? 2 : 1;
});
