import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { authorization, Cauda, type Answer } from '../support/cauda.ts';
import { withResource } from '../support/patients.ts';
import { amara, answersWithCards, contrastMri, nodesOf } from './corpus.ts';

const sign = 'lumbar-mri-order-sign';
let cauda: Cauda;
let answers: readonly Answer[];
beforeAll(async () => {
  cauda = await Cauda.start();
  answers = await answersWithCards(cauda);
});
afterAll(() => cauda.close());

test('EXT-01 EXT-02 EXT-03 ours are objects with member names of our own', async () => {
  const undecided = await cauda.sign(amara, contrastMri, { keys: ['procedures', 'conditions'] });
  expect(undecided.body.extension).toBeDefined();
  const extensions = [...answers, undecided].flatMap(({ body }) =>
    nodesOf(body).filter(({ path }) => path.endsWith('.extension')),
  );
  expect(extensions.length).toBeGreaterThan(5);
  for (const { value } of extensions) {
    expect(Array.isArray(value)).toBe(false);
    for (const name of Object.keys(value as object)) expect(name).toMatch(/^cauda\.[a-z]+$/);
  }
});

test('DESIGN cauda.about names the orders and reports a card speaks of', () => {
  for (const { cards } of answers) {
    for (const card of cards) {
      for (const reference of card.extension['cauda.about']) {
        expect(reference).toMatch(/^(ServiceRequest|DiagnosticReport)\/[\w.-]+$/);
      }
    }
  }
});

test('EXT-04 an extension on any object of a request is ignored', async () => {
  const body: any = cauda.signBody(amara, contrastMri);
  const extension = { 'com.example.x': { deep: [1, { y: null }] } };
  const answer = await cauda.post(sign, {
    ...body,
    extension,
    context: { ...body.context, extension },
    fhirServer: 'http://127.0.0.1:9/fhir',
    fhirAuthorization: { ...authorization, extension },
  });
  expect(answer.cards).toHaveLength(1);
});

test.each([[[]], ['text'], [7], [null], [{}]])(
  'EXT-04 even of another shape: %j',
  async (extension) => {
    const body = { ...cauda.signBody(amara, contrastMri), extension };
    expect((await cauda.post(sign, body)).cards).toHaveLength(1);
  },
);

test('EXT-05 the configuration of the Da Vinci kit is no switch of ours', async () => {
  const extension = { 'davinci-crd.configuration': { 'coverage-info': false, max: 0 } };
  const answer = await cauda.post(sign, { ...cauda.signBody(amara, contrastMri), extension });
  expect(answer.cards).toHaveLength(1);
});

test('GEN-09 modifier and vendor extensions of resources do not disturb', async () => {
  const extended = withResource(amara, {
    resourceType: 'Condition',
    extension: [{ url: 'https://vendor.example.org', valueString: 'x' }],
    code: { text: 'dry skin' },
  });
  expect((await cauda.sign(extended, contrastMri)).cards).toHaveLength(1);
});
