import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readConfiguration } from '../src/configuration.ts';
import { countedCards } from '../src/insights/counted-cards.ts';
import { insightsPage } from '../src/insights/insights-page.ts';
import { MAX_WEEKS, readInsights } from '../src/insights/insights.ts';
import { readKnowledge } from '../src/knowledge.ts';
import { openStore } from '../src/store/engines/open-store.ts';

const usage = `npm run report -- [--weeks 12] [--out FILE]
What /insights shows, as one file that stands alone. Reads DATABASE_URL and SITE_FILE as npm start does.
--weeks  1 to ${MAX_WEEKS}, 12 unless given
--out    the file; standard output unless given`;
const READ_MS = 30_000;

/** Writes the insights of the store that the settings name. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      weeks: { type: 'string', default: '12' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const weeks = Number(values.weeks);
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > MAX_WEEKS) throw new Error(usage);
  const { settings, site, knowledge } = readConfiguration(process.env);
  const store = await openStore(settings.databaseUrl, READ_MS);
  try {
    const cards = countedCards(readKnowledge(site, knowledge).siteCards);
    const insights = await readInsights(store, cards, { weeks, now: new Date() });
    const page = insightsPage(insights, undefined, { query: `weeks=${weeks}`, isFile: true });
    if (values.out === undefined) process.stdout.write(page);
    else writeFileSync(values.out, page);
    if (insights.cards.length === 0) console.error('Nothing was counted in these weeks.');
  } finally {
    await store.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The report could not be written.');
  process.exitCode = 1;
});
