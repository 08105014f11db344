import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SiteChoices } from '../../src/config/site.ts';
import { siteFor, siteOf } from '../../src/config/site.ts';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { changed, patient, type Patient } from '../support/patients.ts';
import { bearer, signingClient, type SigningClient } from '../support/tokens.ts';

/** Half past two in the night at UTC of the 21st: in New York it is still the 20th. */
const night = new Date('2026-11-21T02:30:00Z');
const underSix = 'contrast-mri-under-six-months';
const service = 'lumbar-mri-order-sign';

const amara = patient('amara-contrast-mri-10-weeks');
const anneke = patient('anneke-cauda-equina-signs');

const choices: Record<string, SiteChoices | undefined> = {
  plain: undefined,
  'new-york': {
    timeZone: 'America/New_York',
    contacts: { 'cauda-equina-pathway': { label: 'North pathway', url: 'https://n.example.org' } },
  },
  'without-the-card': { cards: { [underSix]: { mode: 'off' } } },
};
const ehrs: Record<string, SigningClient> = {};
let cauda: Cauda;
beforeAll(async () => {
  for (const [name, site] of Object.entries(choices)) {
    ehrs[name] = await signingClient('ES256', {
      name,
      iss: `https://${name}.example.org`,
      ...(site && { site }),
    });
  }
  cauda = await Cauda.start({
    clients: Object.values(ehrs).map(({ entry }) => entry),
    now: () => night,
    site: {
      contacts: { 'cauda-equina-pathway': { label: 'Main pathway', url: 'https://m.example.org' } },
    },
  });
});
afterAll(() => cauda.close());

async function sign(client: string, who: Patient, order = lumbarMri('without-and-with')) {
  const iat = Math.floor(night.getTime() / 1000);
  const times = { iat, exp: iat + 300 };
  const token = await ehrs[client]!.token(`${cauda.url}/cds-services/${service}`, times);
  return cauda.sign(who, order, { headers: bearer(token) });
}
const idsOf = ({ cards }: Awaited<ReturnType<typeof sign>>) =>
  cards.map(({ source }) => source.topic.code);

describe('The choices of a client’s entry win for its calls', () => {
  test('a card that is off there alone', async () => {
    expect(idsOf(await sign('plain', amara))).toEqual([underSix]);
    expect(idsOf(await sign('without-the-card', amara))).toEqual([]);
    expect(idsOf(await sign('plain', amara))).toEqual([underSix]);
  });

  test('"today" is the day of its own time zone', async () => {
    const today = '2026-11-20';
    // Six months to the day in New York are over a day earlier at UTC.
    const onTheEdge = changed(amara, 'Procedure', (procedure) => ({
      ...procedure,
      performedDateTime: '2026-05-21',
    }));
    expect([today, idsOf(await sign('new-york', onTheEdge))]).toEqual([today, [underSix]]);
    expect(idsOf(await sign('plain', onTheEdge))).not.toContain(underSix);
  });

  test('a contact of its own, and that of the site for the others', async () => {
    const linksOf = async (client: string) =>
      (await sign(client, anneke, lumbarMri('without'))).cards.flatMap(({ links }) =>
        links.map(({ label }: { label: string }) => label),
      );
    expect(await linksOf('new-york')).toContain('North pathway');
    expect(await linksOf('new-york')).not.toContain('Main pathway');
    expect(await linksOf('plain')).toContain('Main pathway');
  });
});

describe('How they are joined', () => {
  const site = siteOf({
    timeZone: 'Europe/Paris',
    gadoliniumFormulary: 'mixed',
    cards: { a: { mode: 'silent', settings: { x: 1, y: 2 } }, b: { mode: 'off' } },
    codeMap: [
      { system: 's', code: '1', valueSet: 'v' },
      { system: 's', code: '2', valueSet: 'v' },
    ],
    contacts: { hiv: { label: 'main', url: 'https://m.example.org' } },
  });

  test('member by member; cards, thresholds and contacts one by one', () => {
    const own = siteFor(site, {
      timeZone: 'UTC',
      cards: { a: { settings: { y: 3 } } },
      codeMap: [{ system: 's', code: '1', valueSet: 'w' }],
      contacts: { oncology: { label: 'own', url: 'https://o.example.org' } },
    });
    expect(own).toMatchObject({
      timeZone: 'UTC',
      gadoliniumFormulary: 'mixed',
      cards: { a: { mode: 'silent', settings: { x: 1, y: 3 } }, b: { mode: 'off' } },
      codeMap: [
        { system: 's', code: '2', valueSet: 'v' },
        { system: 's', code: '1', valueSet: 'w' },
      ],
    });
    expect(Object.keys(own.contacts)).toEqual(['hiv', 'oncology']);
  });

  test('an entry that says nothing changes nothing', () => {
    expect(siteFor(site, {})).toEqual(site);
  });
});
