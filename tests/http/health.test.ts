import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';

let cauda: Cauda;
beforeEach(async () => {
  cauda = await Cauda.start();
});
afterEach(() => cauda.close());

const get = (path: string, method = 'GET') => fetch(`${cauda.url}${path}`, { method });

test.each([
  ['/health/live', { status: 'live' }],
  ['/health/ready', { status: 'ready' }],
])('%s', async (path, body) => {
  const response = await get(path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await response.json()).toEqual(body);
});

test('without its store the service lives and is not ready', async () => {
  await cauda.store.close();
  expect((await get('/health/live')).status).toBe(200);
  const response = await get('/health/ready');
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code: 'transient',
        details: { text: 'The store cannot be used.' },
      },
    ],
  });
});

test.each(['/health/live', '/health/ready', '/metrics'])('POST %s: 405', async (path) => {
  const response = await get(path, 'POST');
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET');
});

test('HEAD has the headers of GET and no body', async () => {
  for (const path of ['/health/live', '/', '/cards', '/cds-services']) {
    const response = await get(path, 'HEAD');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  }
});
