import { afterAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readSettings } from '../../src/config/settings.ts';
import { readConfiguration } from '../../src/configuration.ts';
import { compiled } from '../support/compiled.ts';
import { signingClient } from '../support/tokens.ts';
import { startProcess, temporaryFolder } from './cauda-process.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Writes a file as it stands, so that lines can be counted. */
function file(name: string, ...lines: readonly string[]): string {
  const path = folder.file(name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

const database = () => `sqlite:${folder.file('cauda.db')}`;

/** The command as a process of its own. */
function checkConfig(env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'scripts/check-config.ts'],
    {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], DATABASE_URL: database(), ...compiled, ...env },
    },
  );
  return { status, stdout, wrong: stderr.split('\n').filter((line) => line !== '') };
}

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfiguration(env);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
}

const faultySite = () =>
  file(
    'faulty-site.json',
    '{',
    '  "timezone": "Europe/Paris",',
    '  "cards": {',
    '    "contrast-mri-under-six-months": {',
    '      "mode": "slient"',
    '    }',
    '  }',
    '}',
  );

describe('npm run check-config', () => {
  test('the files that are shipped as examples pass, and nothing is made', () => {
    const before = readdirSync(folder.file('.'));
    const { status, stdout, wrong } = checkConfig({
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://cauda.example.org',
      CLIENTS_FILE: 'docs/clients-file.example.json',
      SITE_FILE: 'docs/site-file.example.json',
    });
    expect(wrong).toEqual([]);
    expect(status).toBe(0);
    expect(stdout).toContain('Nothing would stop a start.');
    expect(readdirSync(folder.file('.'))).toEqual(before);
  });

  test('asks for the formulary as long as it is unknown, and that stops no start', () => {
    const without = checkConfig({ SITE_FILE: file('no-formulary.json', '{}') });
    expect(without.status).toBe(0);
    expect(without.stdout.match(/^note {2}gadoliniumFormulary .*$/gm)).toHaveLength(1);
    const said = checkConfig({
      SITE_FILE: file('formulary.json', '{ "gadoliniumFormulary": "mixed" }'),
    });
    expect(said.status).toBe(0);
    expect(said.stdout).not.toContain('gadoliniumFormulary');
  });

  test('all that is wrong at once, in the words of the start', async () => {
    const env = {
      CLIENTS_FILE: file('faulty-clients.json', '[', '  {', '    "name": "a"', '  },', ']'),
      SITE_FILE: faultySite(),
      DATABASE_URL: `sqlite:${file('plain', '')}/below/cauda.db`,
    };
    const { status, stdout, wrong } = checkConfig(env);
    expect(status).toBe(1);
    expect(wrong).toEqual([
      expect.stringMatching(/^wrong CLIENTS_FILE is not JSON: \S+faulty-clients\.json line 5\./),
      expect.stringMatching(/faulty-site\.json line 5, cards\..*\.mode: .*did you mean silent\?$/),
      expect.stringMatching(/faulty-site\.json line 2, timezone: .*did you mean timeZone\?$/),
      expect.stringMatching(/^wrong DATABASE_URL: the store \S+ cannot be used \(absent/),
    ]);
    expect(stdout).toContain('4 to mend');

    const program = startProcess(env);
    expect(await program.ended).toEqual({ code: 1, signal: null });
    const refused = program.stderr().trim().split('\n');
    // The store is opened only with everything else in order.
    expect(refused).toEqual(wrong.slice(0, 3).map((line) => line.replace(/^wrong /, '')));
  });

  test('other files are looked at although a variable is wrong', () => {
    const faults = faultsOf({ PORT: 'x', SITE_FILE: faultySite() });
    expect(faults[0]).toBe('PORT: expected a number. It means: TCP port; 0 = any free one.');
    expect(faults).toHaveLength(3);
  });

  test('a file that is no database', () => {
    const { status, wrong } = checkConfig({
      DATABASE_URL: `sqlite:${file('x.db', 'x'.repeat(5000))}`,
    });
    expect(status).toBe(1);
    expect(wrong).toEqual([expect.stringContaining('let DATABASE_URL name a new file')]);
  });

  test('a database server that does not answer, without its password', () => {
    const { status, wrong } = checkConfig({
      DATABASE_URL: 'postgres://cauda:the-secret@127.0.0.1:1/cauda',
    });
    expect(status).toBe(1);
    expect(wrong).toEqual([expect.stringMatching(/^wrong DATABASE_URL: .*ECONNREFUSED/)]);
    expect(wrong.join('')).not.toContain('the-secret');
  });

  test('a variable that is nearly one of ours is named, and is no fault', () => {
    const { status, stdout } = checkConfig({ CLIENT_FILE: 'x', RETENTION_DAY: '1', HOSTNAME: 'x' });
    expect(status).toBe(0);
    expect(stdout).toContain('CLIENT_FILE is no setting; did you mean CLIENTS_FILE?');
    expect(stdout).toContain('RETENTION_DAY is no setting; did you mean RETENTION_DAYS?');
    expect(stdout).not.toContain('HOSTNAME');
  });
});

const id = 'contrast-mri-under-six-months';
describe('What SITE_FILE names must exist', () => {
  test.each([
    ['a card', { cards: { [`${id}-`]: {} } }, `did you mean ${id}?`],
    ['a card that is nothing like ours', { cards: { xyz: {} } }, 'allowed: '],
    [
      'a threshold',
      { cards: { [id]: { settings: { underMonth: 4 } } } },
      'did you mean underMonths?',
    ],
    ['a threshold in its bounds', { cards: { [id]: { settings: { underMonths: 99 } } } }, '<=6'],
    [
      'a value set',
      { codeMap: [{ system: 'urn:x', code: 'x', valueSet: 'lumbar-disectomy' }] },
      'did you mean lumbar-discectomy?',
    ],
    [
      'the role of a contact',
      { contacts: { nuerology: { label: 'x', url: 'https://x.org' } } },
      'contacts.nuerology: no card names this role; did you mean neurology?',
    ],
    [
      'a role that no card names',
      { contacts: { dentistry: { label: 'x', url: 'https://x.org' } } },
      'allowed: cauda-equina-pathway, ',
    ],
    ['a member', { contact: {} }, 'contact: no such member; did you mean contacts?'],
    ['a formulary', { gadoliniumFormulary: 'groupII' }, 'did you mean groupIIOnly?'],
  ])('%s', (_what, site, says) => {
    const faults = faultsOf({ SITE_FILE: file('site.json', JSON.stringify(site)) });
    expect(faults).toEqual([expect.stringContaining(says)]);
  });

  test('also in the entry of a client, by its place there', async () => {
    const { entry } = await signingClient('ES384');
    const other = await signingClient('ES256');
    const site = { cards: { [`${id}-`]: {} }, timezone: 'UTC' };
    const only = { ...entry, site: { cards: site.cards } };
    expect(faultsOf({ CLIENTS_FILE: file('c.json', JSON.stringify([other.entry, only])) })).toEqual(
      [expect.stringMatching(/1\.site\.cards\.\S+: there is no card of this id; did you mean/)],
    );
    expect(
      faultsOf({ CLIENTS_FILE: file('c.json', JSON.stringify([{ ...entry, site }])) }),
    ).toEqual([
      expect.stringMatching(/0\.site\.timezone: no such member; did you mean timeZone\?/),
    ]);
  });

  test.each([
    ['at the top', '{"__proto__": {"timeZone": "UTC"}}'],
    ['among the cards', '{"cards": {"__proto__": {"mode": "off"}}}'],
    ['among the thresholds', `{"cards": {"${id}": {"settings": {"__proto__": {}}}}}`],
    ['among the contacts', '{"contacts": {"__proto__": {"label": "x", "url": "https://x.org"}}}'],
  ])('__proto__ %s is refused', (_where, text) => {
    const faults = faultsOf({ SITE_FILE: file('site.json', text) });
    expect(faults[0]).toMatch(/line 1, .*__proto__: no member may have this name$/);
  });

  test('a member that is there twice is refused by its second line', () => {
    const faults = faultsOf({
      SITE_FILE: file('site.json', '{', '"cards": {},', '"cards": {}', '}'),
    });
    expect(faults).toEqual([expect.stringMatching(/line 3, .*already$/)]);
  });

  test('a byte order mark and CRLF are let pass', () => {
    expect(faultsOf({ SITE_FILE: file('site.json', '\ufeff{\r', '"timeZone": "UTC"}\r') })).toEqual(
      [],
    );
  });

  test('a long or strange name is not repeated as it stands', () => {
    const name = `x\u001b[31m\n${'y'.repeat(500)}`;
    const faults = faultsOf({ SITE_FILE: file('site.json', JSON.stringify({ [name]: 1 })) });
    expect(faults).toHaveLength(1);
    expect(faults[0]).not.toContain('\u001b');
    expect(faults[0]!.length).toBeLessThan(400);
  });
});

describe('Values from files', () => {
  const token = 'a-token-for-the-metrics';

  test('the content of the file is the value, without the line break at its end', () => {
    const settings = readSettings({
      METRICS_TOKEN_FILE: file('token', token, ''),
      DATABASE_URL_FILE: file('url', 'postgres://cauda:the-secret@db/cauda\r', ''),
    });
    expect(settings.metricsToken).toBe(token);
    expect(settings.databaseUrl).toBe('postgres://cauda:the-secret@db/cauda');
  });

  test.each([
    [
      'not there',
      '/nowhere/token',
      'METRICS_TOKEN_FILE could not be read: /nowhere/token is not there',
    ],
    ['empty', () => file('token', ''), 'is empty'],
    ['of two lines', () => file('token', 'the-secret-of-sixteen', 'x'), 'more than one line'],
    ['too short inside', () => file('token', 'the-secret'), 'METRICS_TOKEN: Too small'],
    ['the token itself', 'the-secret-of\nsixteen', 'its value is no path'],
  ])('%s: refused without the content', (_what, path, says) => {
    const [fault, ...more] = faultsOf({
      METRICS_TOKEN_FILE: typeof path === 'string' ? path : path(),
    });
    expect(fault).toContain(says);
    expect([fault, ...more].join()).not.toContain('the-secret');
  });

  test('a folder', () => {
    mkdirSync(folder.file('folder'));
    const [fault] = faultsOf({ DATABASE_URL_FILE: folder.file('folder') });
    expect(fault).toContain('is a folder');
  });

  test('beside the value itself: refused, since nobody knows which is meant', () => {
    const faults = faultsOf({ METRICS_TOKEN: token, METRICS_TOKEN_FILE: file('token', token) });
    expect(faults).toEqual([
      'METRICS_TOKEN_FILE: METRICS_TOKEN is set as well. Set one of the two.',
    ]);
  });
});

test('the page on settings explains every member of the example of CLIENTS_FILE', () => {
  const example = JSON.parse(readFileSync('docs/clients-file.example.json', 'utf8')) as object[];
  const page = readFileSync('docs/settings.md', 'utf8');
  expect(page).toContain('(clients-file.example.json)');
  for (const member of new Set(example.flatMap((entry) => Object.keys(entry)))) {
    expect(page).toContain(member);
  }
});
