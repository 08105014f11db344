import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CardBasis } from '../src/cards/file/card-basis.ts';
import { CallTrace } from '../src/cds-hooks/call-trace.ts';
import { parseRequest } from '../src/cds-hooks/request/request.ts';
import type { CdsResponse } from '../src/cds-hooks/response.ts';
import type { HookName } from '../src/cds-hooks/request/hooks.ts';
import { orWhat } from '../src/config/faults.ts';
import { readSettings } from '../src/config/settings.ts';
import { readSiteFiles } from '../src/configuration.ts';
import { CdsError } from '../src/errors.ts';
import { keyedMade } from '../src/http/observed/count-outcomes.ts';
import { readKnowledge, readKnowledgeFiles } from '../src/knowledge.ts';
import { rules } from '../src/rules/index.ts';
import { createServices } from '../src/services/index.ts';
import { openStore } from '../src/store/engines/open-store.ts';
import { keptVersions, readReleasedCard } from '../src/versions/released-cards.ts';
import { explainAt } from './explain-at.ts';

const usage = `Says which facts, rules and words make the answer to a saved request.

  npm run explain -- FILE [--now TIME] [--json] [--version CARD@N | --version REF] [--records]

FILE holds the JSON body of a call. SITE_FILE gives the choices of the site, as for the service. Nothing is
sent: no FHIR server is asked, so what the request did not bring is not there. --now is the time of the
call (ISO 8601); without it, now. --version CARD@N shows beside the answer what the card said in its version N;
--version REF (a tag, a version of the service or a commit) answers with rules, facts and words as they were
then. --records looks in the store (DATABASE_URL) for the cards that were made of the same. What is printed holds the words of the chart: treat it like the chart.`;

const DEADLINE_MS = 10_000;

/** A saved request, answered again. */
interface Explained {
  readonly service: string;
  readonly response: CdsResponse | undefined;
  readonly refused: string | undefined;
  readonly trace: CallTrace;
  readonly settingsOf: ReadonlyMap<string, unknown>;
  /** The sentence of a card for the id of a reason for silence. */
  readonly silenceOf: (card: string, because: string) => string | undefined;
}

async function answerAgain(file: string, now: Date): Promise<Explained> {
  const settings = readSettings(process.env);
  const knowledge = readKnowledgeFiles();
  const { site } = readSiteFiles(settings, knowledge);
  const known = readKnowledge(site, knowledge);
  const publicUrl = settings.publicUrl ?? 'http://localhost:3000';
  const services = createServices({ ...known, site, publicUrl, observe: () => undefined });
  const body: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const hook = (body as { hook?: unknown } | null)?.hook;
  const service = Array.from(services).find((each) => each.hook === hook);
  if (!service) throw new Error(`${file}: no service answers the hook ${JSON.stringify(hook)}.`);
  const request = parseRequest(hook as HookName, body);
  const trace = new CallTrace();
  const call = {
    hook: request.hook,
    hookInstance: request.hookInstance,
    context: request.context,
    source: {
      patientId: request.context.patientId,
      prefetch: request.prefetch,
      query: () => undefined,
      reader: 'no-server-sent' as const,
      trace,
    },
    now,
    features: new Set(['explain']),
  };
  const settingsOf = new Map(known.siteCards.map((card) => [card.file.id, card.settings]));
  const silences = new Map(
    known.siteCards.map(({ file }) => [file.id, new Map(Object.entries(file.silent))]),
  );
  const read = {
    service: service.id,
    trace,
    settingsOf,
    silenceOf: (card: string, because: string) => silences.get(card)?.get(because),
  };
  try {
    // Each service is called with the context of its own hook; the union cannot express that.
    const response = await (service.handler as (c: typeof call) => Promise<CdsResponse>)(call);
    return { ...read, response, refused: undefined };
  } catch (error) {
    if (!(error instanceof CdsError)) throw error;
    return { ...read, response: undefined, refused: error.message };
  }
}

function inSentences({
  service,
  response,
  refused,
  trace,
  settingsOf,
  silenceOf,
}: Explained): string {
  const lines = [`Service ${service}.`];
  if (refused !== undefined) lines.push(`Refused: ${refused}`);
  lines.push('', 'What was there:');
  lines.push(...trace.keys.map(({ key, via }) => `  ${key}: ${via}`));
  for (const card of response?.cards ?? []) {
    const { source, summary, indicator, detail, extension = {} } = card;
    const id = source.topic.code;
    lines.push('', `SHOWN ${id} (${indicator}): ${summary}`);
    lines.push(
      ...(detail ?? '')
        .split('\n')
        .filter(Boolean)
        .map((line) => `  | ${line}`),
    );
    const evidence = extension['cauda.evidence'];
    if (Array.isArray(evidence)) {
      lines.push('  rests on:');
      for (const { reference = 'the call', says = '' } of evidence as {
        reference?: string;
        says?: string;
      }[]) {
        lines.push(`    ${reference}: ${says}`);
      }
    }
    lines.push(`  settings in force: ${JSON.stringify(settingsOf.get(id))}`);
    const basis = extension['cauda.basis'] as Partial<CardBasis & { wording: string }> | undefined;
    lines.push(
      `  made of: card version ${basis?.version}, wording ${basis?.wording}, rule ${basis?.ruleVersion}, settings hash ${basis?.settingsHash}, service ${basis?.serviceVersion}`,
    );
  }
  for (const rule of trace.rules) {
    if (rule.outcome === 'undecided') {
      lines.push(`undecided ${rule.card}: for want of ${rule.missing.join(', ')}`);
    } else if (rule.because !== undefined) {
      const says = silenceOf(rule.card, rule.because) ?? '';
      lines.push(`silent    ${rule.card}: ${rule.because}. ${says}`);
    } else if (rule.outcome === 'failed') lines.push(`FAILED    ${rule.card}`);
  }
  return lines.join('\n');
}

/** What a version of a card said, beside the answer of now. */
function wordsOf(asked: string): string {
  const [, id = '', number = ''] = /^([a-z0-9-]+)@(\d{1,9})$/.exec(asked) ?? [];
  const version = Number(number);
  const kept = keptVersions(id);
  if (kept.length === 0) {
    const ids = rules.map((rule) => rule.id);
    throw new Error(`--version ${asked}: there is no card ${id}${orWhat(id, ids)}`);
  }
  if (!kept.includes(version)) {
    throw new Error(`--version ${asked}: the versions that are kept are ${kept.join(', ')}.`);
  }
  const { page, released } = readReleasedCard(id, version);
  return [
    '',
    `${id}, version ${version} (${released ?? 'not released'}), as it was. Rules and facts above are those of now.`,
    ...page.wordings.flatMap(({ name, indicator, summary, detail }) => [
      `wording ${name} (${indicator}): ${summary}`,
      ...detail
        .split('\n')
        .filter(Boolean)
        .map((line) => `  | ${line}`),
    ]),
    ...page.phrases.map(({ name, text }) => `phrase ${name}: ${text}`),
    ...page.thresholds.map(
      ({ name, default: usual }) => `default of ${name}: ${JSON.stringify(usual)}`,
    ),
    ...page.fires.map((text) => `spoke when: ${text}`),
    ...page.silent.map((each) => `silent when: ${typeof each === 'string' ? each : each.says}`),
  ].join('\n');
}

/** The cards in the store that were made of what the rules ask for now. */
async function recordsOf({ trace }: Explained): Promise<string> {
  const { DATABASE_URL, DATABASE_URL_FILE } = process.env;
  const { databaseUrl } = readSettings({ DATABASE_URL, DATABASE_URL_FILE });
  if (databaseUrl.startsWith('sqlite:') && !existsSync(databaseUrl.slice('sqlite:'.length))) {
    throw new Error('DATABASE_URL: there is no store at this place yet.');
  }
  const store = await openStore(databaseUrl, DEADLINE_MS);
  try {
    const key = await store.sharedKey('user-pseudonyms');
    const lines = ['', 'In the store, made of the same facts and wording:'];
    for (const { card, made } of trace.rules) {
      if (made === undefined) continue;
      const found = await store.cardsMadeOf(keyedMade(made, key).slots);
      if (found.length === 0) lines.push(`  ${card}: none`);
      for (const each of found) {
        lines.push(
          `  ${each.card}@${each.version} of ${each.issuedAt}: ${each.uuid}, hookInstance ${each.hookInstance}, ${each.client}, settings hash ${each.settingsHash}, service ${each.serviceVersion}${each.withheld === null ? '' : `, not shown: ${each.withheld}`}`,
        );
      }
    }
    return lines.join('\n');
  } finally {
    await store.close();
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      now: { type: 'string' },
      json: { type: 'boolean' },
      version: { type: 'string' },
      records: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const [file, ...more] = positionals;
  const now = values.now === undefined ? new Date() : new Date(values.now);
  if (values.help || file === undefined || more.length > 0 || Number.isNaN(now.getTime())) {
    console.error(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const { version } = values;
  if (version !== undefined && !version.includes('@')) {
    const words = [resolve(file), '--now', now.toISOString(), ...(values.json ? ['--json'] : [])];
    process.exitCode = explainAt(version, words);
    return;
  }
  const said = version === undefined ? '' : wordsOf(version);
  const explained = await answerAgain(file, now);
  if (values.json !== true) {
    console.log(inSentences(explained) + said);
    if (values.records === true) console.log(await recordsOf(explained));
  } else {
    const { service, response, refused, trace } = explained;
    const rules = trace.rules.map((rule) => ({
      ...rule,
      ...(rule.because !== undefined && { says: explained.silenceOf(rule.card, rule.because) }),
      settings: explained.settingsOf.get(rule.card),
    }));
    console.log(JSON.stringify({ service, refused, response, keys: trace.keys, rules }, null, 2));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The request could not be explained.');
  process.exitCode = 1;
}); // prettier-ignore
