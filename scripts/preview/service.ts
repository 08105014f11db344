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

/** A card of an answer with what it is about. */
export interface AnsweredCard extends ShownCard {
  readonly id: string;
  /** Draft orders that it is about (`ServiceRequest/<id>`). */
  readonly about: readonly string[];
  /** Draft orders that it offers to change. */
  readonly changes: readonly string[];
}

/** What a card does without being shown. */
export interface HeldBack {
  readonly card: string;
  readonly because: string;
}

/** A whole answer: all cards of one call. */
export interface Answered {
  /** In the order in which they are shown. */
  readonly cards: readonly AnsweredCard[];
  /** Those that would speak, and something holds back. */
  readonly withheld: readonly HeldBack[];
  readonly silent: readonly HeldBack[];
  readonly undecided: readonly { readonly card: string; readonly missing: readonly string[] }[];
  /** Why there is no answer. */
  readonly refused?: string;
}

/** A service of one tree that answers as it would an EHR. */
export interface PreviewService {
  outcomeOf(id: string, occasion: Case): Promise<Outcome>;
  /** @returns undefined when the service has no such hook. */
  answerTo(occasion: Case): Promise<Answered | undefined>;
  stop(): Promise<void>;
}

const START_SECONDS = 120;

/**
 * Starts the service of a tree on a port of its own, in demo mode, with a store that is thrown away.
 *
 * @param switchedOn A card that is off there and is to be on.
 * @throws {PreviewFault} with what the start says when it is refused.
 */
export async function startService(
  tree: Tree,
  switchedOn: string | undefined,
): Promise<PreviewService> {
  const folder = mkdtempSync(join(tmpdir(), 'cauda-preview-'));
  const siteFile = join(folder, 'site.json');
  const cards = switchedOn === undefined ? {} : { [switchedOn]: { mode: 'on' } };
  writeFileSync(siteFile, JSON.stringify({ cards }));
  const { PATH, HOME, SystemRoot, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(tree.root, 'src/main.ts')],
    {
      cwd: tree.root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...Object.fromEntries(
          Object.entries({ PATH, HOME, SystemRoot, NODE_COMPILE_CACHE }).filter(
            ([, value]) => value !== undefined,
          ),
        ),
        PORT: '0',
        HOST: '127.0.0.1',
        DATABASE_URL: `sqlite:${join(folder, 'cauda.db')}`,
        // Nobody waits at a bedside, and the machine may be busy.
        HOOK_BUDGET_MS: '20000',
        SITE_FILE: siteFile,
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
  const answerTo = (occasion: Case) => ask(url, services, occasion);
  return {
    stop,
    answerTo,
    outcomeOf: async (card, occasion) => outcomeIn(await answerTo(occasion), card),
  };
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
  readonly cards?: readonly WireCard[];
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

interface WireCard {
  readonly indicator: string;
  readonly summary: string;
  readonly detail?: string;
  readonly source: { readonly label: string; readonly topic?: { readonly code?: string } };
  readonly suggestions?: readonly {
    readonly label: string;
    readonly actions?: readonly {
      readonly description: string;
      readonly resource?: {
        readonly id?: string;
        readonly resourceType?: string;
        readonly note?: readonly { readonly text?: string }[];
      };
      readonly type?: string;
    }[];
  }[];
  readonly overrideReasons?: readonly { readonly display?: string }[];
  readonly extension?: { readonly 'cauda.about'?: readonly string[] };
}

async function ask(
  url: string,
  services: readonly Discovered[],
  occasion: Case,
): Promise<Answered | undefined> {
  const service = services.find(({ hook }) => hook === occasion.hook);
  if (!service) return undefined;
  const response = await fetch(`${url}/cds-services/${service.id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(occasion.bodyFor(service.prefetch ?? {})),
  });
  const { cards, issue, extension } = (await response.json()) as Answer;
  const { withheld, notChecked, silent } = extension?.['cauda.evaluation'] ?? {};
  const says = issue?.map(({ details }) => details?.text).join(' ') ?? '';
  return {
    cards: (cards ?? []).map((card) => ({
      ...comparable(card),
      id: card.source.topic?.code ?? '',
      about: card.extension?.['cauda.about'] ?? [],
      changes: changesOf(card),
    })),
    withheld: withheld ?? [],
    silent: silent ?? [],
    undecided: notChecked ?? [],
    ...(!response.ok && { refused: `${response.status} ${says}`.trim() }),
  };
}

function outcomeIn(answer: Answered | undefined, id: string): Outcome {
  if (!answer) return { kind: 'not asked' };
  const card = answer.cards.find((each) => each.id === id);
  // Of one card alone only what is on it is compared.
  if (card) return { kind: 'shown', card: wordsOf(card) };
  const held = answer.withheld.find((each) => each.card === id);
  if (held) return { kind: 'withheld', because: held.because };
  const open = answer.undecided.find((each) => each.card === id);
  if (open) return { kind: 'undecided', missing: open.missing };
  const silent = answer.silent.find((each) => each.card === id);
  if (silent) return { kind: 'silent', because: silent.because };
  if (answer.refused !== undefined) return { kind: 'refused', because: answer.refused };
  return { kind: 'not asked' };
}

const wordsOf = ({
  indicator,
  summary,
  detail,
  source,
  suggestions,
  overrideReasons,
}: AnsweredCard): ShownCard => ({
  indicator,
  summary,
  detail,
  source,
  suggestions,
  overrideReasons,
});

const changesOf = ({ suggestions = [] }: WireCard): readonly string[] => [
  ...new Set(
    suggestions.flatMap(({ actions = [] }) =>
      actions.flatMap(({ type, resource }) =>
        type === 'update' && resource?.id !== undefined
          ? [`${resource.resourceType ?? ''}/${resource.id}`]
          : [],
      ),
    ),
  ),
];

const comparable = (card: WireCard): ShownCard => ({
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
