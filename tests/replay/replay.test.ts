import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writePopulation, type PopulationFormat, type Truth } from '../../bench/population.ts';
import { compiled } from '../support/compiled.ts';
import { replayServices } from '../../src/replay-services.ts';
import { Needs } from '../../src/replay/needs.ts';
import { partition } from '../../src/replay/partition.ts';
import { bundleOf, bundleUnits, filesOf, type Unit } from '../../src/replay/population.ts';
import { replayUnit } from '../../src/replay/replay-unit.ts';
import { emptyTally, merge, type Tally } from '../../src/replay/tally.ts';

const size = { patients: 200, seed: 7, fillers: 12 };
const early = 'contrast-mri-under-six-months';
/** Another machine may be busy; this bounds a hang, it measures nothing. */
const PATIENCE_MS = 600_000;

const temporary: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'cauda-replay-'));
  temporary.push(made);
  return made;
};
afterAll(() => {
  for (const each of temporary) rmSync(each, { recursive: true, force: true });
});

const services = replayServices(undefined, undefined);
const options = { ...services, assumed: [], salt: 'salt' };
const needs = new Needs(services.services.queries);

async function walked(from: string, units: readonly Unit[], with_ = options): Promise<Tally> {
  const tally = emptyTally();
  for (const unit of units) merge(tally, (await replayUnit(from, unit, with_)).tally);
  return tally;
}

const fired = ({ cards }: Tally) =>
  Object.fromEntries(
    Object.entries(cards).flatMap(([key, { shown }]) =>
      shown === 0 ? [] : [[key.split('@')[0], shown]],
    ),
  );
const whole = { index: 0, of: 1 };

async function population(format: PopulationFormat): Promise<{ at: string; truth: Truth }> {
  const at = folder();
  return { at, truth: await writePopulation(at, format, size) };
}

describe('A population that knows by itself how often the cards fire', () => {
  test(
    'is met exactly, as Bundles',
    async () => {
      const { at, truth } = await population('bundles');
      const tally = await walked(at, bundleUnits(filesOf(at).bundles, whole));
      expect(Object.keys(truth.fired).length).toBeGreaterThan(3);
      expect(fired(tally)).toEqual(truth.fired);
      expect(tally).toMatchObject({
        patients: size.patients,
        orders: truth.orders,
        reports: truth.reports,
        faultCount: 0,
      });
    },
    PATIENCE_MS,
  );

  test.each(['ndjson', 'ndjson.gz'] as const)(
    'is met exactly as %s, in shares put together',
    async (format) => {
      const { at, truth } = await population(format);
      const parts = [];
      for (const index of [0, 1, 2]) {
        const units = await partition(
          at,
          filesOf(at).exports,
          folder(),
          { index, of: 3 },
          fail,
          needs,
        );
        parts.push(await walked(at, units));
      }
      expect(parts.every(({ patients }) => patients > 30)).toBe(true);
      const tally = parts.reduce(merge, emptyTally());
      expect(fired(tally)).toEqual(truth.fired);
      expect(tally.patients).toBe(size.patients);
    },
    PATIENCE_MS,
  );

  test(
    'against another threshold: exactly those lose the card that it leaves out',
    async () => {
      const { at, truth } = await population('bundles');
      const three = await writePopulation(folder(), 'bundles', { ...size, underMonths: 3 });
      const site = join(folder(), 'site.json');
      writeFileSync(site, JSON.stringify({ cards: { [early]: { settings: { underMonths: 3 } } } }));
      const compared = { ...options, ...replayServices(undefined, site) };
      const tally = await walked(at, bundleUnits(filesOf(at).bundles, whole), compared);
      const [before = 0, after = 0] = [truth.fired[early], three.fired[early]];
      expect(before).toBeGreaterThan(after);
      expect(tally.changes[early]).toEqual({ gains: 0, loses: before - after, keeps: after });
      expect(tally.examples[`${early} loses`]?.length).toBeGreaterThan(0);
      for (const [card, change] of Object.entries(tally.changes)) {
        if (card !== early) expect(change).toMatchObject({ gains: 0, loses: 0 });
      }
    },
    PATIENCE_MS,
  );
});

const fail = (fault: string) => {
  throw new Error(fault);
};

describe('What cannot be read is told by file and line, and passed over', () => {
  test(
    'a folder of Bundles',
    async () => {
      const at = folder();
      const truth = await writePopulation(at, 'bundles', { ...size, patients: 3 });
      writeFileSync(join(at, 'a-broken.json'), '{"resourceType":"Bund');
      writeFileSync(join(at, 'b-other.json'), '{"resourceType":"Patient","id":"x"}');
      writeFileSync(join(at, 'c-nobody.json'), '{"resourceType":"Bundle","entry":[]}');
      writeFileSync(join(at, 'd-damaged.json.gz'), 'no gzip');
      const tally = await walked(at, bundleUnits(filesOf(at).bundles, whole));
      expect(tally.patients).toBe(3);
      expect(fired(tally)).toEqual(truth.fired);
      expect(tally.faults).toEqual([
        'a-broken.json: it is not JSON',
        'b-other.json: it is no Bundle',
        'c-nobody.json: there is no Patient with an id',
        'd-damaged.json.gz: it could not be read',
      ]);
    },
    PATIENCE_MS,
  );

  test('a Bundle that is larger than a chart, packed or not', () => {
    const at = folder();
    const text = JSON.stringify({ resourceType: 'Bundle', entry: [], text: ' '.repeat(5000) });
    writeFileSync(join(at, 'a.json'), text);
    writeFileSync(join(at, 'b.json.gz'), gzipSync(text));
    const says = expect.stringContaining('larger than a chart');
    for (const name of ['a.json', 'b.json.gz']) {
      expect(bundleOf(at, name, 4096)).toEqual({ fault: says });
      expect(bundleOf(at, name)).not.toEqual({ fault: says });
    }
  });

  test(
    'charts that are read otherwise than they stand',
    async () => {
      const at = folder();
      const chart = (id: string, ...resources: readonly object[]) =>
        JSON.stringify({
          resourceType: 'Bundle',
          entry: [{ resourceType: 'Patient', id }, ...resources].map((resource) => ({ resource })),
        });
      const order = (more: object) => ({
        resourceType: 'ServiceRequest',
        status: 'completed',
        code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '72158' }] },
        ...more,
      });
      const files = {
        'a.json': chart('a', order({ authoredOn: '2024-05' }), order({})),
        'b.json': chart(
          'b',
          { resourceType: 'ProcedureRequest' },
          order({ authoredOn: '2024-05-01' }),
        ),
        'c.json': chart('a'),
      };
      for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
      const tally = await walked(at, bundleUnits(filesOf(at).bundles, whole));
      expect(tally).toMatchObject({ patients: 3, orders: 2, undated: 1 });
      expect(tally.faults).toEqual([
        'a.json: orders or reports whose date has no day, the first is taken: 1',
        'a.json: orders or reports without a date, which have no moment: 1',
        'b.json: resources of an earlier FHIR version than R4, not walked: ProcedureRequest',
        'c.json: this patient stands in another place too and is counted in both',
      ]);
    },
    PATIENCE_MS,
  );

  test(
    'a bulk export',
    async () => {
      const at = folder();
      await writePopulation(at, 'ndjson', { ...size, patients: 3 });
      const conditions = readFileSync(join(at, 'Condition.ndjson'), 'utf8');
      const [first = ''] = conditions.split('\n');
      writeFileSync(
        join(at, 'Condition.ndjson'),
        `{"resourceType":\n\n${first}\n${first}\n${conditions}`,
      );
      // Belongs to nobody by itself: what it contains has a subject.
      writeFileSync(
        join(at, 'Provenance.ndjson'),
        `${JSON.stringify({
          resourceType: 'Provenance',
          id: 'x',
          contained: [{ resourceType: 'Procedure', subject: { reference: 'Patient/p0' } }],
        })}\n{"resourceType":"Procedure","subject":{"reference":"Patient/p1"},\n`,
      );
      const faults: string[] = [];
      const units = await partition(
        at,
        filesOf(at).exports,
        folder(),
        whole,
        (says) => faults.push(says),
        needs,
      );
      expect(faults).toEqual(['Condition.ndjson line 1: it is no FHIR resource in JSON']);
      const tally = await walked(at, units);
      expect(tally.patients).toBe(3);
      expect(tally.faults).toEqual([
        'Condition.ndjson line 4: the same resource stands there twice',
        'Condition.ndjson line 5: the same resource stands there twice',
        'Provenance.ndjson line 2: it is no FHIR resource in JSON',
      ]);
    },
    PATIENCE_MS,
  );
});

test(
  'an order that nobody wrote is assumed at the last day of a chart',
  async () => {
    const at = folder();
    await writePopulation(at, 'bundles', { ...size, patients: 10 });
    const units = bundleUnits(filesOf(at).bundles, whole);
    const none = await walked(at, units);
    const code = { system: 'http://www.ama-assn.org/go/cpt', code: '62270' };
    const some = await walked(at, units, { ...options, assumed: [code] as never });
    expect(some.orders).toBe(none.orders + 10);
  },
  PATIENCE_MS,
);

describe('The command', () => {
  let at: string;
  let truth: Truth;
  beforeAll(async () => {
    at = folder();
    truth = await writePopulation(at, 'bundles', { ...size, patients: 150 });
  });

  interface Run {
    readonly code: number | null;
    readonly said: string;
  }
  function run(args: readonly string[], cwd = '.', flags: readonly string[] = []): Promise<Run> {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...flags, 'scripts/replay.ts', ...args],
      { cwd, env: { ...process.env, ...(cwd === '.' && compiled) } },
    );
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    return new Promise((done) => child.on('close', (code) => done({ code, said })));
  }
  /** A module that ends its process without a word as soon as a file stands there: nobody can be late. */
  const killedAfter = (file: string) =>
    `data:text/javascript,${encodeURIComponent(`
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      const { renameSync } = fs;
      fs.renameSync = (from, to) => {
        renameSync(from, to);
        if (to === ${JSON.stringify(file)}) process.kill(process.pid, 'SIGKILL');
      };
      syncBuiltinESMExports();`)}`;
  const resultOf = (out: string) =>
    (JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')) as { tally: Tally }).tally;

  test(
    'that was killed goes on where it stopped, and writes whose the cases are on request only',
    async () => {
      const out = join(folder(), 'out');
      const killed = await run([at, '--out', out, '--workers', '1'], '.', [
        '--import',
        killedAfter(join(out, '.progress', 'bundles-0.json')),
      ]);
      expect(existsSync(join(out, '.progress', 'bundles-0.json'))).toBe(true);
      expect(killed.code).toBeNull();
      const ids = join(folder(), 'ids.json');
      const again = await run([at, '--out', out, '--workers', '2', '--ids', ids]);
      expect(again).toMatchObject({ code: 0, said: expect.stringContaining('Going on: ') });
      const tally = resultOf(out);
      expect(fired(tally)).toEqual(truth.fired);
      expect(existsSync(join(out, '.progress'))).toBe(false);
      expect(statSync(ids).mode & 0o777).toBe(0o600);
      const results = ['result.json', 'report.html', 'cards.csv', 'sample.csv'].map((name) =>
        readFileSync(join(out, name), 'utf8'),
      );
      // Nothing but the file of its own tells whose a case is.
      for (const text of results) expect(text).not.toMatch(/\bp\d+\b|Left sciatica/);
      expect(readFileSync(ids, 'utf8')).toMatch(/"p\d+"/);
    },
    PATIENCE_MS,
  );

  test(
    'puts shares together to equal totals',
    async () => {
      const outs = [join(folder(), 'one'), join(folder(), 'two')];
      for (const [index, out] of outs.entries()) {
        const { code } = await run([
          at,
          '--out',
          out,
          '--shard',
          `${index + 1}/2`,
          '--workers',
          '1',
        ]);
        expect(code).toBe(0);
      }
      const merged = join(folder(), 'merged');
      expect((await run(['--merge', ...outs, '--out', merged])).code).toBe(0);
      expect(fired(resultOf(merged))).toEqual(truth.fired);
      expect(resultOf(merged).patients).toBe(150);
      expect((await run(['--merge', outs[0]!, outs[0]!, '--out', merged])).code).toBe(1);
    },
    PATIENCE_MS,
  );

  test(
    'compares two site files',
    async () => {
      const [three, six] = [3, 6].map((underMonths) => {
        const file = join(folder(), `${underMonths}-months.json`);
        writeFileSync(file, JSON.stringify({ cards: { [early]: { settings: { underMonths } } } }));
        return file;
      }) as [string, string];
      const now = await writePopulation(folder(), 'bundles', {
        ...size,
        patients: 150,
        underMonths: 3,
      });
      const [before = 0, after = 0] = [truth.fired[early], now.fired[early]];
      const out = join(folder(), 'out');
      const args = [at, '--out', out, '--workers', '1'];
      const { code } = await run([...args, '--site-file', three, '--against', six]);
      expect(code).toBe(0);
      expect(resultOf(out).changes[early]).toEqual({
        gains: before - after,
        loses: 0,
        keeps: after,
      });
      expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('6-months.json');
    },
    PATIENCE_MS,
  );

  test(
    'says in words what is wrong with what it was asked',
    async () => {
      const site = join(folder(), 'site.json');
      writeFileSync(site, JSON.stringify({ cards: { 'no-such-card': {} } }));
      for (const [args, says] of [
        [['--bogus'], 'Unknown option'],
        [['--merge', folder()], 'could not be read'],
        [['--agreement', join(folder(), 'none.csv')], 'could not be read'],
        [[at, '--out', join(folder(), 'out'), '--site-file', site], 'no-such-card'],
      ] as const) {
        const { code, said } = await run(args);
        expect(code).toBe(1);
        expect(said).toContain(says);
        expect(said).not.toContain('    at ');
      }
    },
    PATIENCE_MS,
  );

  test(
    'against an earlier version of the project: its own cards answer at the same moments',
    async () => {
      const project = folder();
      for (const part of ['src', 'cards', 'scripts', 'fhir-fixtures/patients', 'package.json']) {
        cpSync(part, join(project, part), { recursive: true });
      }
      symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
      const git = (...words: readonly string[]) =>
        execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...words], {
          cwd: project,
          stdio: 'ignore',
        });
      git('init');
      git('add', 'src', 'cards', 'scripts', 'fhir-fixtures', 'package.json');
      git('commit', '-m', 'six months');
      git('tag', 'v7.0.0');
      const file = join(project, `cards/${early}.md`);
      writeFileSync(file, readFileSync(file, 'utf8').replace(/underMonths: 6/, 'underMonths: 3'));
      const now = await writePopulation(folder(), 'bundles', {
        ...size,
        patients: 150,
        underMonths: 3,
      });
      const [before = 0, after = 0] = [truth.fired[early], now.fired[early]];
      expect(before).toBeGreaterThan(after);
      const out = join(folder(), 'out');
      const args = [at, '--out', out, '--workers', '1'];
      expect((await run([...args, '--against', '7.0.0'], project)).code).toBe(0);
      const { changes, examples } = resultOf(out);
      expect(changes[early]).toEqual({ gains: before - after, loses: 0, keeps: after });
      expect(examples[`${early} gains`]?.length).toBeGreaterThan(0);
      expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('Against 7.0.0');
      const unknown = await run([...args, '--against', 'no-such-thing'], project);
      expect(unknown).toMatchObject({ code: 1, said: expect.stringContaining('neither') });
      // Nothing of the other version is left.
      expect(readdirSync(join(project, '.git')).includes('worktrees')).toBe(false);
    },
    PATIENCE_MS,
  );

  test(
    'says when nothing could be read, and ends with 1',
    async () => {
      const empty = folder();
      writeFileSync(join(empty, 'notes.txt'), 'nothing');
      const { code, said } = await run([empty, '--out', join(folder(), 'out')]);
      expect(code).toBe(1);
      expect(said).toContain('No patient was read');
      expect((await run([join(empty, 'gone')])).code).toBe(1);
    },
    PATIENCE_MS,
  );
});
