import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CallTrace } from '../src/cds-hooks/call-trace.ts';
import { parseRequest } from '../src/cds-hooks/request.ts';
import type { CdsResponse } from '../src/cds-hooks/response.ts';
import type { HookName } from '../src/cds-hooks/hooks.ts';
import { readSettings } from '../src/config/settings.ts';
import { readSiteFiles } from '../src/configuration.ts';
import { CdsError } from '../src/errors.ts';
import { readKnowledge, readKnowledgeFiles } from '../src/knowledge.ts';
import { createServices } from '../src/services/index.ts';

const usage = `Says which facts, rules and words make the answer to a saved request.

  npm run explain -- FILE [--now TIME] [--json]

FILE holds the JSON body of a call. SITE_FILE gives the choices of the site, as for the service. Nothing is
sent: no FHIR server is asked, so what the request did not bring is not there. --now is the time of the
call (ISO 8601); without it, now. What is printed holds the words of the chart: treat it like the chart.`;

/** A saved request, answered again. */
interface Explained {
  readonly service: string;
  readonly response: CdsResponse | undefined;
  readonly refused: string | undefined;
  readonly trace: CallTrace;
  readonly settingsOf: ReadonlyMap<string, unknown>;
  /** The sentence of a card for the id of a reason for silence. */
  silenceOf(card: string, because: string): string | undefined;
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

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { now: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const [file, ...more] = positionals;
  const now = values.now === undefined ? new Date() : new Date(values.now);
  if (values.help || file === undefined || more.length > 0 || Number.isNaN(now.getTime())) {
    console.error(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const explained = await answerAgain(file, now);
  if (values.json !== true) console.log(inSentences(explained));
  else {
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
