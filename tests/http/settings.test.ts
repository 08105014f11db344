import { describe, expect, test } from '@jest/globals';
import { readSettings } from '../../src/config/settings.ts';

const production = {
  NODE_ENV: 'production',
  CLIENTS_FILE: 'clients.json',
  PUBLIC_URL: 'https://cds.example.org',
};

describe('What is given when nothing is set', () => {
  test('demo mode on loopback', () => {
    expect(readSettings({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: undefined,
      clientsFile: undefined,
      siteFile: undefined,
      hookBudgetMs: 450,
      maxBodyBytes: 5_242_880,
      logLevel: 'info',
      metricsToken: undefined,
      trustProxy: undefined,
      retentionDays: 400,
      isProduction: false,
      isDemo: true,
    });
  });

  test('with clients: on every address, not in demo mode', () => {
    expect(readSettings({ CLIENTS_FILE: 'clients.json' })).toMatchObject({
      host: '0.0.0.0',
      isDemo: false,
    });
  });

  test('the rate limit is divided by the replicas, rounded up', () => {
    const perReplica = (limit: string, replicas: string) =>
      readSettings({ RATE_LIMIT_PER_MINUTE: limit, RATE_LIMIT_REPLICAS: replicas })
        .rateLimitPerMinute;
    expect(readSettings({}).rateLimitPerMinute).toBe(6000);
    expect(perReplica('6000', '2')).toBe(3000);
    expect(perReplica('5', '3')).toBe(2);
    expect(perReplica('1', '1000')).toBe(1);
    for (const wrong of ['0', '1.5', 'two', '1001']) {
      expect(() => perReplica('6000', wrong)).toThrow(/RATE_LIMIT_REPLICAS/);
    }
  });

  test('an empty variable is one that is not set', () => {
    const empty = { PORT: '', HOST: '', CLIENTS_FILE: '', DEMO: '', NODE_ENV: '', PUBLIC_URL: '' };
    expect(readSettings(empty)).toEqual(readSettings({}));
  });
});

describe('Demo mode', () => {
  test.each(['0.0.0.0', '::', '192.168.1.7', 'cds.example.org', '127.0.0.1.example.org'])(
    'HOST=%s is refused without clients',
    (HOST) => {
      expect(() => readSettings({ HOST })).toThrow(/CLIENTS_FILE.*loopback only/s);
    },
  );

  test.each(['127.0.0.1', 'localhost', '::1', '127.9.9.9'])('HOST=%s is loopback', (HOST) => {
    expect(readSettings({ HOST })).toMatchObject({ host: HOST, isDemo: true });
  });

  test('DEMO=1 says that another address is meant', () => {
    const settings = readSettings({ HOST: '0.0.0.0', DEMO: '1' });
    expect(settings).toMatchObject({ host: '0.0.0.0', isDemo: true });
  });

  test('DEMO=1 is demo mode beside clients', () => {
    const settings = readSettings({ CLIENTS_FILE: 'c.json', DEMO: '1' });
    expect(settings).toMatchObject({ isDemo: true, host: '127.0.0.1' });
  });
});

describe('Production', () => {
  test('without clients it refuses to start and says why', () => {
    expect(() => readSettings({ NODE_ENV: 'production' })).toThrow(
      /NODE_ENV is production and CLIENTS_FILE is not set: nobody would be trusted/,
    );
  });

  test.each([undefined, 'http://cds.example.org'])('PUBLIC_URL %s is refused', (PUBLIC_URL) => {
    expect(() => readSettings({ ...production, PUBLIC_URL })).toThrow(/PUBLIC_URL.*https/);
  });

  test('with clients and an https address it starts', () => {
    expect(readSettings(production)).toMatchObject({
      isProduction: true,
      isDemo: false,
      host: '0.0.0.0',
      publicUrl: 'https://cds.example.org',
    });
  });
});

test('PUBLIC_URL loses the slash at its end', () => {
  const { publicUrl } = readSettings({ PUBLIC_URL: 'https://cds.example.org/base//' });
  expect(publicUrl).toBe('https://cds.example.org/base');
});

describe('A faulty value is refused by its name and never printed', () => {
  test.each([
    ['PORT', 'secret'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PUBLIC_URL', 'secret'],
    ['PUBLIC_URL', 'ftp://secret.example.org'],
    ['DATABASE_URL', 'mysql://user:secret@db/cauda'],
    ['DATABASE_URL', 'sqlite:'],
    ['HOOK_BUDGET_MS', '0'],
    ['HOOK_BUDGET_MS', 'secret'],
    ['MAX_BODY_BYTES', '12secret'],
    ['LOG_LEVEL', 'secret'],
    ['DEMO', 'secret'],
    ['METRICS_TOKEN', 'short-secret'],
    ['RETENTION_DAYS', '0'],
  ])('%s=%s', (name, value) => {
    const message = messageOf({ [name]: value });
    expect(message).toContain(name);
    expect(message).not.toContain('secret');
  });

  test('all faults at once', () => {
    const message = messageOf({ PORT: 'x', LOG_LEVEL: 'y', METRICS_TOKEN: 'z' });
    for (const name of ['PORT', 'LOG_LEVEL', 'METRICS_TOKEN']) expect(message).toContain(name);
  });
});

function messageOf(env: Record<string, string>): string {
  try {
    readSettings(env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('These settings were taken.');
}
