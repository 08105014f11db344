import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { pino } from 'pino';
import { TrustedClients } from '../../src/auth/trusted-clients.ts';
import { readSettings } from '../../src/config/settings.ts';
import { authenticateDemo } from '../../src/http/access/authenticate.ts';
import { authorization, Cauda } from '../support/cauda.ts';
import { nockedInternet } from '../support/nocked-internet.ts';
import { lumbarMri } from '../support/orders.ts';
import { keyOfType, patient, prefetchOf } from '../support/patients.ts';
import { signingClient } from '../support/tokens.ts';

const amara = patient('amara-contrast-mri-10-weeks');
const contrastMri = lumbarMri('without-and-with');
const launcher = 'https://launcher.example.org/v/r4/fhir';
const other = 'https://other.example.org/baseR4/';

describe('DEMO_FHIR_SERVERS as it is read', () => {
  const read = (value: string) => readSettings({ DEMO_FHIR_SERVERS: value }).demoFhirServers;

  test('none unless it is set', () => {
    expect(readSettings({}).demoFhirServers).toEqual([]);
    expect(read('')).toEqual([]);
    expect(read(' , ')).toEqual([]);
  });

  test.each([
    launcher,
    `${launcher},${other}`,
    `${launcher}, ${other}`,
    `${launcher} ${other}`,
    'https://fhir.example.org:8443/r4',
    'https://93.184.216.34/fhir',
    'https://[2606:2800:220:1::1]/fhir',
  ])('%s: taken', (value) => {
    expect(read(value)).toEqual(value.split(/[ ,]+/));
  });

  test.each([
    ['http', 'http://secret.example.org/fhir'],
    ['no address', 'secret.example.org/fhir'],
    ['a query', 'https://secret.example.org/fhir?x=1'],
    ['an empty query', 'https://secret.example.org/fhir?'],
    ['a fragment', 'https://secret.example.org/fhir#x'],
    ['user information', 'https://me:secret@fhir.example.org/fhir'],
    ['loopback', 'https://127.0.0.1/secret'],
    ['loopback in numbers', 'https://2130706433/secret'],
    ['loopback in hexadecimal', 'https://0x7f.1/secret'],
    ['localhost', 'https://localhost:8443/secret'],
    ['localhost with a dot', 'https://localhost./secret'],
    ['a name under localhost', 'https://fhir.localhost/secret'],
    ['loopback, IPv6', 'https://[::1]/secret'],
    ['IPv4 within IPv6', 'https://[::ffff:10.0.0.1]/secret'],
    ['a private network', 'https://10.1.2.3/secret'],
    ['another private network', 'https://192.168.0.9/secret'],
    ['a metadata address', 'https://169.254.169.254/secret'],
    ['any address', 'https://0.0.0.0/secret'],
    ['a private network, IPv6', 'https://[fd00::1]/secret'],
    ['one of several', `${launcher},https://10.1.2.3/secret`],
  ])('%s: refused by name and place, and not printed', (_name, value) => {
    expect(() => read(value)).toThrow(/DEMO_FHIR_SERVERS: server [12]: expected/);
    expect(() => read(value)).not.toThrow(/secret/);
  });

  test('more than twenty: refused', () => {
    const many = Array.from({ length: 21 }, (_, at) => `https://fhir-${at}.example.org/r4`);
    expect(() => read(many.join(','))).toThrow(/at most 20/);
  });
});

describe('A call of demo mode that names a public test server', () => {
  let cauda: Cauda;
  let internet: Awaited<ReturnType<typeof nockedInternet>>;
  beforeAll(async () => {
    nock.disableNetConnect();
    nock.enableNetConnect('127.0.0.1');
    internet = await nockedInternet();
    cauda = await Cauda.start({ env: { DEMO_FHIR_SERVERS: `${launcher}, ${other}` } });
  });
  afterEach(() => {
    nock.cleanAll();
  });
  afterAll(async () => {
    await Promise.all([cauda.close(), internet.close()]);
    nock.restore();
  });

  /** What a test server under an address holds of her. Whatever else it is asked is not there. */
  function serving(base: string): string[] {
    const { origin, pathname } = new URL(base);
    const asked: string[] = [];
    nock(origin)
      .persist()
      .get(() => true)
      .reply(200, ({ url }: Request) => {
        const uri = new URL(url).pathname;
        asked.push(uri);
        const [, type = ''] = new RegExp(`^${pathname.replace(/\/$/, '')}/(\\w+)`).exec(uri) ?? [];
        const key = keyOfType[type];
        const content = key && prefetchOf(amara)[key];
        const empty = { resourceType: 'Bundle', type: 'searchset', total: 0 };
        return content ?? empty;
      });
    return asked;
  }

  test.each([launcher, `${launcher}/`, other, other.slice(0, -1)])(
    '%s: asked, and the card comes',
    async (fhirServer) => {
      const asked = serving(fhirServer);
      const answer = await cauda.sign(amara, contrastMri, { fhirServer });
      expect(answer.cards).toHaveLength(1);
      expect(asked.length).toBeGreaterThanOrEqual(5);
    },
  );

  test.each([
    ['another path', 'https://launcher.example.org/v/r2/fhir'],
    ['the origin alone', 'https://launcher.example.org'],
    ['a path below', `${launcher}/below`],
    ['another port', launcher.replace('.org', '.org:8443')],
    ['http', launcher.replace('https', 'http')],
    ['a name that begins like it', launcher.replace('.org', '.org.evil.example')],
    ['any other server', 'https://fhir.example.org/r4'],
  ])('%s: never contacted, 412 says that it is not agreed', async (_name, fhirServer) => {
    const asked = serving(fhirServer);
    const answer = await cauda.sign(amara, contrastMri, { fhirServer });
    expect(answer.status).toBe(412);
    expect(answer.body.issue[0].details.text).toContain('not among those agreed');
    expect(asked).toEqual([]);
  });

  test('a redirect is refused, also to another agreed server', async () => {
    const elsewhere = serving(other);
    nock('https://launcher.example.org')
      .persist()
      .get(() => true)
      .reply(302, '', { location: `${other}Procedure` });
    const answer = await cauda.sign(amara, contrastMri, { fhirServer: launcher });
    expect(answer.status).toBe(412);
    expect(elsewhere).toEqual([]);
  });

  test('without fhirAuthorization nothing is asked: the sandbox brings prefetch', async () => {
    const asked = serving(launcher);
    const { fhirAuthorization, ...body } = {
      ...cauda.signBody(amara, contrastMri, { fhirServer: launcher }),
      fhirAuthorization: authorization,
    };
    expect((await cauda.post('lumbar-mri-order-sign', body)).status).toBe(412);
    expect(fhirAuthorization).toBeDefined();
    expect(asked).toEqual([]);
  });

  test('outside demo mode the setting opens nothing', async () => {
    const asked = serving(launcher);
    const ehr = await signingClient('ES384');
    const guarded = await Cauda.start({
      clients: [ehr.entry],
      env: { DEMO_FHIR_SERVERS: launcher },
    });
    const token = await ehr.token(`${guarded.url}/cds-services/lumbar-mri-order-sign`);
    const answer = await guarded.sign(amara, contrastMri, {
      fhirServer: launcher,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(412);
    expect(asked).toEqual([]);
    await guarded.close();
  });
});

test('a test server must have a public address when it is looked up; loopback need not', async () => {
  const nobody = new TrustedClients(
    [],
    () => Promise.resolve(true),
    () => undefined,
  );
  const authenticate = authenticateDemo(
    () => nobody,
    'http://localhost:3000',
    pino({ level: 'silent' }),
    [launcher],
  );
  const caller = await authenticate(undefined, '/cds-services', new Date());
  expect(caller.mayBePrivate(launcher)).toBe(false);
  expect(caller.mayBePrivate('http://127.0.0.1:8080/fhir')).toBe(true);
});
