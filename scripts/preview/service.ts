import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Case } from './cases.ts';
import { PreviewFault, type Tree } from './tree.ts';

/** A card of an answer, as far as it is compared. */
export interface ShownCard {
  readonly indicator: string;
  readonly summary: string;
  readonly detail: string;
  readonly source: string;
  /** What each suggestion is called, does and writes. */
  readonly suggestions: readonly string[];
  readonly overrideReasons: readonly string[];
}

/** What became of one card on one occasion. */
export type Outcome =
  | { readonly kind: 'shown'; readonly card: ShownCard }
  /** It would have spoken, and something held it back. */
  | { readonly kind: 'withheld'; readonly because: string }
  | { readonly kind: 'silent'; readonly because: string }
  | { readonly kind: 'undecided'; readonly missing: readonly string[] }
  /** The occasion is none of the card's business, or there was no such card. */
  | { readonly kind: 'not asked' }
  | { readonly kind: 'refused'; readonly because: string };

/** A service of one tree that answers as it would an EHR. */
export interface PreviewService {
  outcomeOf(id: string, occasion: Case): Promise<Outcome>;
  stop(): Promise<void>;
}

const START_SECONDS = 120;

/**
 * Starts the service of a tree on a port of its own, in demo mode, with a store that is thrown away.
 *
 * @param isOff Whether the card is off there: it is then switched on.
 * @throws {PreviewFault} with what the start says when it is refused.
 */
export async function startService(
  tree: Tree,
  id: string,
  isOff: boolean,
): Promise<PreviewService> {
  const folder = mkdtempSync(join(tmpdir(), 'cauda-preview-'));
  const siteFile = join(folder, 'site.json');
  if (isOff) writeFileSync(siteFile, JSON.stringify({ cards: { [id]: { mode: 'on' } } }));
  const { PATH, HOME, SystemRoot } = process.env;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(tree.root, 'src/main.ts')],
    {
      cwd: tree.root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...Object.fromEntries(
          Object.entries({ PATH, HOME, SystemRoot }).filter(([, value]) => value !== undefined),
        ),
        PORT: '0',
        HOST: '127.0.0.1',
        DATABASE_URL: `sqlite:${join(folder, 'cauda.db')}`,
        // Nobody waits at a bedside, and the machine may be busy.
        HOOK_BUDGET_MS: '20000',
        ...(isOff && { SITE_FILE: siteFile }),
      },
    },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  let faults = '';
  child.stderr.on('data', (chunk: Buffer) => (faults += chunk.toString()));
  const port = await new Promise<number | undefined>((resolve) => {
    let output = '';
    const timer = setTimeout(() => resolve(undefined), START_SECONDS * 1000);
    const done = (value: number | undefined) => {
      clearTimeout(timer);
      resolve(value);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [, found] = /"port":(\d+)/.exec(output) ?? [];
      if (found !== undefined) done(Number(found));
    });
    child.once('close', () => done(undefined));
    child.once('error', () => done(undefined));
  });
  if (port === undefined) {
    await stop();
    const why = faults.trim().split('\n').slice(0, 20).join('\n  ');
    throw new PreviewFault(
      `The service of ${tree.name} does not start:\n  ${why || 'it gave no reason in time'}`,
    );
  }
  const url = `http://127.0.0.1:${port}`;
  const services = await discover(url);
  return { stop, outcomeOf: (card, occasion) => ask(url, services, card, occasion) };
}

interface Discovered {
  readonly id: string;
  readonly hook: string;
  readonly prefetch?: Readonly<Record<string, string>>;
}

async function discover(url: string): Promise<readonly Discovered[]> {
  const { services } = (await (await fetch(`${url}/cds-services`)).json()) as {
    services: readonly Discovered[];
  };
  return services;
}

interface Answer {
  readonly cards?: readonly AnswerCard[];
  readonly issue?: readonly { readonly details?: { readonly text?: string } }[];
  readonly extension?: {
    readonly 'cauda.evaluation'?: {
      readonly notChecked?: readonly {
        readonly card: string;
        readonly missing: readonly string[];
      }[];
      readonly withheld?: readonly { readonly card: string; readonly because: string }[];
      readonly silent?: readonly { readonly card: string; readonly because: string }[];
    };
  };
}

interface AnswerCard {
  readonly indicator: string;
  readonly summary: string;
  readonly detail?: string;
  readonly source: { readonly label: string; readonly topic?: { readonly code?: string } };
  readonly suggestions?: readonly {
    readonly label: string;
    readonly actions?: readonly {
      readonly description: string;
      readonly resource?: { readonly note?: readonly { readonly text?: string }[] };
    }[];
  }[];
  readonly overrideReasons?: readonly { readonly display?: string }[];
}

async function ask(
  url: string,
  services: readonly Discovered[],
  id: string,
  occasion: Case,
): Promise<Outcome> {
  const service = services.find(({ hook }) => hook === occasion.hook);
  if (!service) return { kind: 'not asked' };
  const response = await fetch(`${url}/cds-services/${service.id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(occasion.bodyFor(service.prefetch ?? {})),
  });
  const answer = (await response.json()) as Answer;
  const card = answer.cards?.find(({ source }) => source.topic?.code === id);
  if (card) return { kind: 'shown', card: comparable(card) };
  const { withheld, notChecked, silent } = answer.extension?.['cauda.evaluation'] ?? {};
  const because = (list: typeof silent) => list?.find((each) => each.card === id)?.because;
  const held = because(withheld);
  if (held !== undefined) return { kind: 'withheld', because: held };
  const open = notChecked?.find((each) => each.card === id);
  if (open) return { kind: 'undecided', missing: open.missing };
  const why = because(silent);
  if (why !== undefined) return { kind: 'silent', because: why };
  if (response.ok) return { kind: 'not asked' };
  const says = answer.issue?.map(({ details }) => details?.text).join(' ') ?? '';
  return { kind: 'refused', because: `${response.status} ${says}`.trim() };
}

const comparable = (card: AnswerCard): ShownCard => ({
  indicator: card.indicator,
  summary: card.summary,
  detail: card.detail ?? '',
  source: card.source.label,
  suggestions: (card.suggestions ?? []).map(({ label, actions = [] }) =>
    [
      label,
      ...actions.flatMap(({ description, resource }) => [
        description,
        ...(resource?.note ?? []).map(({ text }) => `Note: ${text ?? ''}`),
      ]),
    ].join('\n'),
  ),
  overrideReasons: (card.overrideReasons ?? []).map(({ display }) => display ?? ''),
});
