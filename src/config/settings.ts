import { z } from 'zod';
import { plain, probablyMeant } from './faults.ts';
import { fhirTestServers } from './fhir-test-servers.ts';
import { secretSettings, withFileValues } from './file-values.ts';

const flag = z
  .enum(['0', '1', 'true', 'false'])
  .transform((value) => value === '1' || value === 'true');
const httpUrl = z
  .url({ protocol: /^https?$/ })
  .refine((url) => !/[?#@]/.test(url), 'expected no user information, query or fragment')
  .transform((url) => url.replace(/(?<!\/)\/+$/, ''));

/** Every setting: its variable, check, default and meaning. A test holds the table of docs/settings.md to it. */
export const settingsSchema = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('TCP port; 0 = any free one'),
  HOST: z
    .string()
    .optional()
    .describe('Address to listen on; 127.0.0.1 in demo mode, else 0.0.0.0'),
  PUBLIC_URL: httpUrl
    .optional()
    .describe(
      'Base the EHRs call; a token’s `aud` must be the exact endpoint under it; https in production',
    ),
  CLIENTS_FILE: z.string().optional().describe('Trusted CDS clients (JSON); none = demo mode'),
  SITE_FILE: z.string().optional().describe('Choices of the site (JSON)'),
  DATABASE_URL: z
    .string()
    .regex(/^(?:sqlite:.+|postgres(?:ql)?:\/\/.+)/, 'expected sqlite:<file> or postgres://…')
    .default('sqlite:data/cauda.db')
    .describe(
      'Store of feedback, issued cards and used token ids: `sqlite:<file>`, or `postgres://…` for several replicas',
    ),
  HOOK_BUDGET_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(30_000)
    .default(450)
    .describe('Milliseconds for the data of one call; then it is answered with what is known'),
  MAX_BODY_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .max(104_857_600)
    .default(5_242_880)
    .describe('Larger bodies are answered 413'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('JSON lines on standard output, without patient data'),
  DEMO: flag
    .default(false)
    .describe('1 = demo mode although clients are set, or on another address'),
  DEMO_FHIR_SERVERS: fhirTestServers
    .optional()
    .describe(
      'Demo mode: public test servers a call may name beside loopback; https bases, commas between',
    ),
  INSIGHTS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe(
      'Who may see /insights: bearer token, or typed on its page; without it, loopback only',
    ),
  COMMENTS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe(
      'Who may also read what clinicians wrote to a card at /insights: used in place of `INSIGHTS_TOKEN`; without it, nobody',
    ),
  METRICS_TOKEN: z.string().min(16).optional().describe('Bearer token for /metrics from elsewhere'),
  TRUST_PROXY: z
    .string()
    .regex(
      /^(?:\d+|(?:loopback|linklocal|uniquelocal|[\da-f.:]+(?:\/\d+)?)(?:\s*,\s*(?:loopback|linklocal|uniquelocal|[\da-f.:]+(?:\/\d+)?))*)$/i,
      'expected a number of proxies, or addresses',
    )
    .optional()
    .describe('Proxies to trust, as Express takes it (`loopback`, `1`)'),
  RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(36_500)
    .default(400)
    .describe('Days after which feedback and card records are deleted'),
  RATE_LIMIT_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .default(6000)
    .describe('Calls of one signed client in a minute; more are answered 429'),
  RATE_LIMIT_REPLICAS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe(
      'Replicas that share the load: each allows this part of `RATE_LIMIT_PER_MINUTE`, rounded up',
    ),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl
    .optional()
    .describe(
      'OpenTelemetry collector (OTLP over HTTP) that gets a span for each request: method, service, status, duration; nothing is sent without it',
    ),
  NODE_ENV: z.string().optional().describe('`production` refuses to start without CLIENTS_FILE'),
});

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Without a trailing slash. Undefined: `http://localhost:<port>`, known once listening. */
  readonly publicUrl: string | undefined;
  readonly clientsFile: string | undefined;
  readonly siteFile: string | undefined;
  readonly databaseUrl: string;
  readonly hookBudgetMs: number;
  readonly maxBodyBytes: number;
  readonly logLevel: string;
  readonly insightsToken: string | undefined;
  readonly commentsToken: string | undefined;
  readonly metricsToken: string | undefined;
  readonly trustProxy: string | undefined;
  readonly retentionDays: number;
  /** Of this replica. */
  readonly rateLimitPerMinute: number;
  /** Base of the collector of spans; undefined: none are sent. */
  readonly traceEndpoint: string | undefined;
  readonly isProduction: boolean;
  readonly isDemo: boolean;
  /** Bases of public test servers; used in demo mode only. */
  readonly demoFhirServers: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings. `env` is an argument, so that tests need no global.
 *
 * @throws {Error} naming every faulty variable at once, a line each, never its value: it may be a secret.
 */
export function readSettings(env: Environment): Settings {
  const { values, faults } = withFileValues(env);
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  const result = settingsSchema.safeParse(given);
  const all = [...faults, ...(result.success ? togetherFaults(result.data) : valueFaults(result))];
  if (!result.success || all.length > 0) {
    throw new Error([...all, ...misspeltSettings(env)].join('\n'));
  }
  const s = result.data;
  const isProduction = s.NODE_ENV === 'production';
  const isDemo = isDemoMode(s);
  return {
    port: s.PORT,
    host: s.HOST ?? (isDemo ? '127.0.0.1' : '0.0.0.0'),
    publicUrl: s.PUBLIC_URL,
    clientsFile: s.CLIENTS_FILE,
    siteFile: s.SITE_FILE,
    databaseUrl: s.DATABASE_URL,
    hookBudgetMs: s.HOOK_BUDGET_MS,
    maxBodyBytes: s.MAX_BODY_BYTES,
    logLevel: s.LOG_LEVEL,
    insightsToken: s.INSIGHTS_TOKEN,
    commentsToken: s.COMMENTS_TOKEN,
    metricsToken: s.METRICS_TOKEN,
    trustProxy: s.TRUST_PROXY,
    retentionDays: s.RETENTION_DAYS,
    rateLimitPerMinute: Math.ceil(s.RATE_LIMIT_PER_MINUTE / s.RATE_LIMIT_REPLICAS),
    traceEndpoint: s.OTEL_EXPORTER_OTLP_ENDPOINT,
    isProduction,
    isDemo,
    demoFhirServers: s.DEMO_FHIR_SERVERS ?? [],
  };
}

type Values = z.infer<typeof settingsSchema>;

const isDemoMode = ({ DEMO, CLIENTS_FILE }: Values) => DEMO || CLIENTS_FILE === undefined;

/** Each variable that is wrong by itself, with what it is for. */
const valueFaults = ({ error }: { readonly error: z.ZodError }): readonly string[] =>
  error.issues.map((issue) => {
    const name = String(issue.path[0]) as keyof Values;
    return `${name}: ${plain(issue)}. It means: ${settingsSchema.shape[name].description ?? 'a setting'}.`;
  });

/** What does not go together. */
function togetherFaults(s: Values): readonly string[] {
  const isProduction = s.NODE_ENV === 'production';
  if (isProduction && s.CLIENTS_FILE === undefined && !s.DEMO) {
    return [
      'NODE_ENV is production and CLIENTS_FILE is not set: nobody would be trusted. ' +
        'Set CLIENTS_FILE to the list of CDS clients, or DEMO=1 to serve a demonstration.',
    ];
  }
  if (s.COMMENTS_TOKEN !== undefined && s.COMMENTS_TOKEN === s.INSIGHTS_TOKEN) {
    return [
      'COMMENTS_TOKEN and INSIGHTS_TOKEN are the same: then everybody who sees counts reads comments.',
    ];
  }
  if (isDemoMode(s) && !s.DEMO && s.HOST !== undefined && !isLoopbackHost(s.HOST)) {
    return [
      'Without CLIENTS_FILE this is demo mode, which accepts unsigned calls and therefore listens ' +
        'on loopback only. Set CLIENTS_FILE, or DEMO=1 to say that HOST is meant.',
    ];
  }
  if (isProduction && s.PUBLIC_URL?.startsWith('https:') !== true && !isDemoMode(s)) {
    return ['PUBLIC_URL: in production it is set and https.'];
  }
  return [];
}

/** Shorter names are too near to those of other programs. */
const MIN_NAME_LENGTH = 7;
const MAX_LETTERS_OFF = 2;

/** Variables that are no settings, but so near to one that it was probably meant. Names only. */
export function misspeltSettings(env: Environment): readonly string[] {
  const names = [
    ...Object.keys(settingsSchema.shape),
    ...secretSettings,
    ...secretSettings.map((name) => `${name}_FILE`),
  ];
  return Object.keys(env)
    .filter((name) => name.length >= MIN_NAME_LENGTH && !names.includes(name))
    .flatMap((name) => {
      const meant = probablyMeant(name, names, MAX_LETTERS_OFF);
      return meant === undefined ? [] : [`${name} is no setting; did you mean ${meant}?`];
    });
}

/** True for a host name or address of this machine's loopback. */
export function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
