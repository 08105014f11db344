import { resolve } from 'node:path';
import { readConfiguration } from '../src/configuration.ts';
import { misspeltSettings, readSettings } from '../src/config/settings.ts';
import { readKnowledge } from '../src/knowledge.ts';
import { probeStore } from '../src/store/engines/probe-store.ts';

const usage = `Says everything a start of the service would refuse, and starts nothing.

  npm run check-config

The settings are those of the environment, as for the service: CLIENTS_FILE, SITE_FILE, DATABASE_URL and
the rest. Nothing listens, nothing is written, nothing is asked of an EHR; of a PostgreSQL server it is
asked whether it lets us in. Whether PORT is free shows at the start alone.

Exit code 0: a start would succeed. 1: it would be refused; each line names a variable or a file, line
and member, and what is allowed.`;

if (process.argv.slice(2).length > 0) {
  console.log(usage);
  process.exit(process.argv.includes('--help') ? 0 : 2);
}

const faults: string[] = [];
const attempt = async <T>(read: () => T | Promise<T>): Promise<T | undefined> => {
  try {
    return await read();
  } catch (error) {
    faults.push(...(error instanceof Error ? error.message : 'unreadable').split('\n'));
    return undefined;
  }
};

const { env } = process;
const configuration = await attempt(() => readConfiguration(env));
// The store is looked at beside other faults, so that nobody has to come back for it.
const { DATABASE_URL, DATABASE_URL_FILE } = env;
await attempt(() => probeStore(readSettings({ DATABASE_URL, DATABASE_URL_FILE }).databaseUrl));

if (configuration) {
  const { settings, clients, site, knowledge } = configuration;
  const { siteCards, unknownStudies, awaitingApproval, awaitingContact, changedContent } =
    readKnowledge(site, knowledge, {
      isApprovalNeeded: settings.isProduction && !settings.isDemo,
    });
  const ok = (what: string) => console.log(`ok    ${what}`);
  ok(settings.isDemo ? 'settings: demo mode, unsigned calls are accepted' : 'settings');
  if (settings.clientsFile !== undefined) {
    ok(`CLIENTS_FILE ${resolve(settings.clientsFile)}: ${clients.map((c) => c.name).join(', ')}`);
  }
  if (settings.siteFile !== undefined) ok(`SITE_FILE ${resolve(settings.siteFile)}`);
  const modes = siteCards.map(({ mode }) => mode);
  const count = (mode: string) => `${modes.filter((each) => each === mode).length} ${mode}`;
  ok(`cards: ${modes.length}, of them ${['on', 'silent', 'off'].map(count).join(', ')}`);
  if (site.gadoliniumFormulary === 'unknown') {
    console.log(
      'note  gadoliniumFormulary of SITE_FILE is unknown: say groupIIOnly or mixed; until then a low eGFR brings information and asks for a group II agent',
    );
  }
  if (awaitingApproval.length > 0) {
    console.log(
      `note  silent until their version is approved (approvals in SITE_FILE): ${awaitingApproval.join(', ')}`,
    );
  }
  for (const { card, roles } of awaitingContact) {
    console.log(
      `note  silent, since it may be critical or a warning and nobody to turn to is named: ${card} (contacts in SITE_FILE: ${roles.join(' or ')})`,
    );
  }
  if (changedContent.length > 0) {
    console.log(
      `note  silent, since their content is not that of their version (npm run release-cards): ${changedContent.join(', ')}`,
    );
  }
  if (unknownStudies.length > 0) {
    console.log(
      `note  orderCodes of SITE_FILE names studies that no card orders: ${unknownStudies.join(', ')}`,
    );
  }
}
const notes = misspeltSettings(env);
for (const note of notes) console.log(`note  ${note}`);
const wrong = [...new Set(faults)].filter((fault) => !notes.includes(fault));
for (const fault of wrong) console.error(`wrong ${fault}`);
console.log(
  wrong.length === 0
    ? 'Nothing would stop a start.'
    : `A start would be refused: ${wrong.length} to mend.`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
