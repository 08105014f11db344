import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { load, loadAll } from 'js-yaml';
import { secretSettings } from '../../src/config/file-values.ts';
import { readSettings, settingsSchema } from '../../src/config/settings.ts';
import { siteChoices } from '../../src/config/site.ts';
import { Metrics } from '../../src/http/observed/metrics.ts';

const read = (name: string) => readFileSync(`deploy/${name}`, 'utf8');

/** Settings that the service knows. */
const known = [
  ...Object.keys(settingsSchema.shape),
  ...secretSettings.map((name) => `${name}_FILE`),
];
const parse = (yaml: string): any => load(yaml);
/** What the variables of a file of ours come to, as the service reads them. */
const settingsOf = (env: Record<string, string>) => {
  for (const name of Object.keys(env)) expect(known).toContain(name);
  const withoutFiles = Object.entries(env).filter(([name]) => !/_URL_FILE|TOKEN_FILE/.test(name));
  return readSettings({ NODE_ENV: 'production', ...Object.fromEntries(withoutFiles) });
};

describe('compose.yaml', () => {
  const compose = parse(read('compose.yaml').replaceAll(/\$\{PUBLIC_URL[^}]*\}/g, 'https://x.org'));
  const { cauda, postgres, proxy } = compose.services;

  test('two replicas, PostgreSQL and a proxy; the database is reached from inside only', () => {
    expect(cauda.deploy.replicas).toBe(2);
    expect(compose.networks.back.internal).toBe(true);
    expect([cauda.networks, postgres.networks, proxy.networks]).toEqual([
      ['front', 'back'],
      ['back'],
      ['front'],
    ]);
    expect([cauda.ports, postgres.ports]).toEqual([undefined, undefined]);
    expect(read('Caddyfile')).toContain('name cauda');
  });

  test('no root, nothing writable, no capabilities, bounded', () => {
    expect(cauda).toMatchObject({
      user: expect.stringMatching(/^[1-9]\d*:/),
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      mem_limit: expect.anything(),
      pids_limit: expect.any(Number),
    });
    expect(parseInt(cauda.stop_grace_period)).toBeGreaterThan(8);
  });

  test('secrets come from files that are declared, and no value stands here', () => {
    for (const service of [cauda, postgres, proxy]) {
      for (const name of service.secrets) expect(compose.secrets).toHaveProperty([name]);
      for (const { source } of service.configs ?? []) {
        expect(compose.configs).toHaveProperty([source]);
      }
    }
    expect(read('compose.yaml')).not.toMatch(/postgres:\/\/|PASSWORD:/);
    for (const variable of ['DATABASE_URL_FILE', 'METRICS_TOKEN_FILE']) {
      const name = cauda.environment[variable].replace('/run/secrets/', '');
      expect(cauda.secrets).toContain(name);
    }
  });

  test('its settings are settings', () => {
    const { DATABASE_URL, ...environment } = cauda.environment;
    // The image has a default; empty is not set.
    expect(DATABASE_URL).toBe('');
    expect(settingsOf(environment)).toMatchObject({ isDemo: false, trustProxy: '1' });
  });
});

describe('kubernetes.yaml', () => {
  const documents = loadAll(read('kubernetes.yaml')) as any[];
  const of = (kind: string) => documents.find((document) => document.kind === kind);
  const pod = of('Deployment').spec.template.spec;
  const [container] = pod.containers;

  test('every document says what it is', () => {
    expect(documents.map(({ kind }) => kind)).toEqual([
      'ServiceAccount',
      'ConfigMap',
      'Deployment',
      'Service',
      'PodDisruptionBudget',
      'NetworkPolicy',
    ]);
    for (const { apiVersion, metadata } of documents) {
      expect([typeof apiVersion, metadata.name]).toEqual(['string', 'cauda']);
    }
  });

  test('what selects, selects the pods', () => {
    const labels = of('Deployment').spec.template.metadata.labels;
    expect(of('Deployment').spec.selector.matchLabels).toEqual(labels);
    expect(of('Service').spec.selector).toEqual(labels);
    expect(of('PodDisruptionBudget').spec.selector.matchLabels).toEqual(labels);
    expect(of('NetworkPolicy').spec.podSelector.matchLabels).toEqual(labels);
  });

  test.each(['check-config', 'cauda'])('%s: no root, nothing writable, bounded', (name) => {
    const one = [...pod.initContainers, ...pod.containers].find((each) => each.name === name);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65532 });
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(one.securityContext).toEqual({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
    expect(one.resources).toMatchObject({
      requests: { cpu: expect.any(String), memory: expect.any(String) },
      limits: { memory: expect.any(String) },
    });
  });

  test('probes ask what is there; a database that is away starts no pod anew', () => {
    expect(container.livenessProbe.httpGet.path).toBe('/health/live');
    expect(container.startupProbe.httpGet.path).toBe('/health/live');
    expect(container.readinessProbe.httpGet.path).toBe('/health/ready');
    const { seconds } = container.lifecycle.preStop.sleep;
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(Number(seconds) + 8);
  });

  test('a disruption leaves one, an update all', () => {
    expect(of('PodDisruptionBudget').spec.minAvailable).toBe(1);
    expect(of('Deployment').spec).toMatchObject({
      replicas: 2,
      strategy: { rollingUpdate: { maxUnavailable: 0 } },
    });
    const { policyTypes, ingress, egress } = of('NetworkPolicy').spec;
    expect([policyTypes, ingress.length, egress.length]).toEqual([['Ingress', 'Egress'], 1, 3]);
  });

  test('its settings are settings, its files hold what the service takes', () => {
    const env = Object.fromEntries(
      container.env.map(({ name, value }: { name: string; value: string }) => [name, value]),
    );
    expect(settingsOf(env)).toMatchObject({ isDemo: false });
    const { data } = of('ConfigMap');
    expect(siteChoices.parse(JSON.parse(data['site.json']))).toBeDefined();
    expect(JSON.parse(data['clients.json'])).toHaveLength(1);
  });
});

describe('cauda.service', () => {
  const unit = read('cauda.service')
    .split('\n')
    .filter((line) => /^\w+=/.test(line))
    .map((line): [string, string] => [
      line.slice(0, line.indexOf('=')),
      line.slice(line.indexOf('=') + 1),
    ]);
  const valuesOf = (name: string) => unit.filter(([key]) => key === name).map(([, value]) => value);

  test('its settings are settings', () => {
    const env = Object.fromEntries(
      valuesOf('Environment')
        .map((pair): [string, string] => [
          pair.slice(0, pair.indexOf('=')),
          pair.slice(pair.indexOf('=') + 1),
        ])
        .filter(([name]) => name !== 'PATH'),
    );
    expect(settingsOf(env)).toMatchObject({ host: '127.0.0.1', isDemo: false });
  });

  test('checks before it starts, reloads by SIGHUP, is locked in', () => {
    expect(valuesOf('ExecStartPre')[0]).toContain('scripts/check-config.ts');
    expect(valuesOf('ExecReload')).toEqual(['/bin/kill -HUP $MAINPID']);
    expect(valuesOf('DynamicUser')).toEqual(['yes']);
    expect(valuesOf('ProtectSystem')).toEqual(['strict']);
    expect(Number(valuesOf('TimeoutStopSec')[0])).toBeGreaterThan(8);
    expect(valuesOf('DATABASE_URL')).toEqual([]);
  });
});

/** Name → labels of every metric there is, as one of each came out. */
async function existing(): Promise<ReadonlyMap<string, readonly string[]>> {
  const metrics = new Metrics();
  metrics.watchProcess('1.0.0', () => 0);
  metrics.request('service', 'client', 200, 0.1);
  metrics.refusal('reason');
  metrics.storeFault('full');
  metrics.reload('taken');
  metrics.unsafe('card');
  metrics.recalled(['card']);
  metrics.feedback([{ card: 'card', outcome: 'accepted', result: 'stored' }]);
  metrics.rule({ card: 'card', outcome: 'undecided', missing: ['x'] } as never);
  metrics.gathered({
    keys: [{ key: 'patient', via: 'fhir' }],
    reads: [{ query: '', outcome: 'ok', ms: 1 }],
    codings: { known: 1, unknown: 1, systemsNotUnderstood: [] },
  } as never);
  const found = new Map<string, readonly string[]>();
  for (const line of (await metrics.text()).split('\n')) {
    const [, name, labels = ''] = /^([a-z_\d]+)(?:\{([^}]*)\})? /.exec(line) ?? [];
    if (name)
      found.set(
        name,
        [...labels.matchAll(/(\w+)=/g)].map(([, label]) => label!),
      );
  }
  // What Prometheus adds when it scrapes.
  return found.set('up', []);
}
const scraped = ['job', 'instance'];

const alerts: { alert: string; expr: string; annotations: Record<string, string> }[] = parse(
  read('alert-rules.yaml'),
).groups.flatMap((group: any) => group.rules);
const dashboard = JSON.parse(read('grafana-dashboard.json'));
const queries: [string, string, string][] = [
  ...alerts.map(({ alert, expr, annotations }): [string, string, string] => [
    alert,
    expr,
    Object.values(annotations).join(' '),
  ]),
  ...dashboard.panels.flatMap(({ title, targets }: any) =>
    targets.map((target: any): [string, string, string] => [
      title,
      target.expr,
      target.legendFormat,
    ]),
  ),
];

describe('Alerts and dashboard', () => {
  test.each(queries)('%s: its metrics and their labels exist', async (_title, expr, words) => {
    const metrics = await existing();
    const names = [...expr.matchAll(/\b(?:up\b|(?:cds|process|nodejs)_[a-z_\d]+)/g)].map(
      ([n]) => n,
    );
    expect(names).not.toEqual([]);
    const labels = names.flatMap((name) => {
      expect([name, metrics.has(name)]).toEqual([name, true]);
      return metrics.get(name)!;
    });
    const used = [
      ...[...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside]) =>
        [...inside!.matchAll(/(\w+)\s*[=!]/g)].map(([, label]) => label!),
      ),
      ...[...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, inside]) => inside!.split(/,\s*/)),
      ...[...words.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)].map(([, label]) => label!),
    ];
    for (const label of used) {
      expect([...labels, ...scraped]).toContain(label);
    }
    const open = (text: string, sign: string) => text.split(sign).length;
    expect([open(expr, '('), open(expr, '{')]).toEqual([open(expr, ')'), open(expr, '}')]);
  });

  test('every alert has a name of its own and says what to do', () => {
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
    for (const { annotations } of alerts) {
      expect(annotations['summary']).toBeTruthy();
      expect(annotations['action']).toBeTruthy();
    }
  });

  test('no metric of ours is without a picture', async () => {
    const shown = queries.map(([, expr]) => expr).join(' ');
    for (const name of (await existing()).keys()) {
      const base = name.replace(/_(?:bucket|sum|count)$/, '');
      if (base.startsWith('cds_')) expect([base, shown.includes(base)]).toEqual([base, true]);
    }
  });

  test('panels do not lie on each other', () => {
    const places = dashboard.panels.map(({ gridPos: { x, y } }: any) => `${x} ${y}`);
    expect(new Set(places).size).toBe(places.length);
  });
});

describe('replay-job.yaml', () => {
  const { spec } = parse(read('replay-job.yaml'));
  const { containers, ...pod } = spec.template.spec;

  test('each pod walks a share of its own, and all of them the whole', () => {
    expect(spec).toMatchObject({ completionMode: 'Indexed', parallelism: spec.completions });
    const line = containers[0].command.at(-1);
    expect(line).toContain(`--shard "$((JOB_COMPLETION_INDEX + 1))/${spec.completions}"`);
    expect(line).toContain('--out "/out/$JOB_COMPLETION_INDEX"');
  });

  test('no root, nothing writable but the results', () => {
    expect(pod.securityContext.runAsNonRoot).toBe(true);
    expect(containers[0].securityContext).toMatchObject({
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    const writable = containers[0].volumeMounts.filter(({ readOnly }: any) => readOnly !== true);
    expect(writable).toEqual([{ name: 'results', mountPath: '/out' }]);
  });
});
