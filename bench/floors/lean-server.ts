import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { Counter, Histogram, Registry } from 'prom-client';
import { openSqlite } from '../../src/store/engines/open-sqlite.ts';
import { collected } from './collected.ts';
import { sayPort } from './fixed-answer.ts';

/**
 * The lean floor: what any service that keeps the house rules must do beside reading its body (a guard
 * of the envelope, an audit line, metrics, uuids, the card stringified, its record in the store) and
 * nothing else: no facts, no rules. The answer is Cauda's own, told beforehand by `PUT /answer`.
 */
const store = await openSqlite(process.env['LEAN_STORE'] ?? ':memory:', 1_000);
const log = pino({ base: null });
const registers = [new Registry()];
const calls = new Counter({
  name: 'calls_total',
  help: 'Calls answered',
  labelNames: ['service', 'status'],
  registers,
});
const seconds = new Histogram({
  name: 'call_seconds',
  help: 'Time to the answer',
  labelNames: ['service'],
  registers,
});
interface Card {
  uuid: string;
  readonly source: { readonly topic: { readonly code: string } };
}
let answer: { readonly cards: readonly Card[] } = { cards: [] };

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.put('/answer', async (request, response) => {
  answer = JSON.parse(await collected(request));
  response.status(204).end();
});
app.post('/cds-services/:id', async (request, response) => {
  const startedAt = performance.now();
  const call = JSON.parse(await collected(request));
  if (!isEnvelope(call)) {
    response.status(400).end();
    return;
  }
  const service = request.params.id;
  const cards = answer.cards.map((card) => ({ ...card, uuid: randomUUID() }));
  if (cards.length > 0) {
    await store.recordIssued(
      cards.map(({ uuid, source }) => ({
        uuid,
        card: source.topic.code,
        version: 1,
        service,
        client: 'bench',
        hookInstance: call.hookInstance,
        suggestions: [],
        issuedAt: new Date().toISOString(),
      })),
    );
  }
  const text = JSON.stringify({ ...answer, cards });
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
  const ms = performance.now() - startedAt;
  calls.inc({ service, status: 200 });
  seconds.observe({ service }, ms / 1_000);
  const { hookInstance } = call;
  log.info({ service, hookInstance, cards: cards.length, status: 200, ms }, 'answered');
});
const server = app.listen(0, '127.0.0.1', () => sayPort((server.address() as AddressInfo).port));

function isEnvelope(call: any): boolean {
  return (
    typeof call === 'object' &&
    typeof call.hook === 'string' &&
    typeof call.hookInstance === 'string' &&
    typeof call.context?.patientId === 'string' &&
    typeof call.context?.userId === 'string'
  );
}
