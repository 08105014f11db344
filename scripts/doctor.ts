import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { examineToken } from '../src/auth/examine-token.ts';
import { readClients } from '../src/config/clients.ts';

const usage = `Says, offline, why a call of an EHR is refused.

  npm run doctor -- --token FILE --url URL     a token, and the endpoint it was meant for
  npm run doctor -- --request FILE [--url URL] a captured HTTP request with its headers
  npm run doctor                               the entries of CLIENTS_FILE

CLIENTS_FILE names the clients, as for the service. Nothing is sent, no secret is printed.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      token: { type: 'string' },
      request: { type: 'string' },
      url: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const { env } = process;
  const file = env['CLIENTS_FILE'];
  const clients = file === undefined ? [] : readClients(file, env['NODE_ENV'] === 'production');
  console.log(
    file === undefined
      ? 'CLIENTS_FILE is not set: no issuer is known.'
      : `CLIENTS_FILE is usable: ${clients.map(({ name, iss }) => `${name} (${iss})`).join(', ')}.`,
  );
  if (values.token === undefined && values.request === undefined) return;

  const captured =
    values.request === undefined ? undefined : readRequest(values.request, env['PUBLIC_URL']);
  const token = captured?.token ?? readFileSync(values.token ?? '', 'utf8').trim();
  const url = values.url ?? captured?.url;
  if (url === undefined) throw new Error('Say with --url which endpoint was called.');
  const examined = await examineToken(token.replace(/^Bearer\s+/i, ''), url, clients, new Date());
  for (const { check, result, says } of examined) {
    console.log(`${{ ok: '✓', wrong: '✗', 'not checked': '?' }[result]} ${check}: ${says}`);
  }
  const faults = examined.filter(({ result }) => result === 'wrong');
  console.log(
    faults.length === 0
      ? 'Nothing is wrong with this token, unless it was used before.'
      : `${faults.length} to mend: ${faults.map(({ check }) => check).join(', ')}.`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}

/** The bearer token of a captured request, and its URL as far as PUBLIC_URL or Host tell. */
function readRequest(path: string, publicUrl: string | undefined): { token: string; url?: string } {
  const text = readFileSync(path, 'utf8');
  const token = /^authorization:\s*bearer\s+(\S+)/im.exec(text)?.[1];
  if (token === undefined) throw new Error('The request has no line "Authorization: Bearer …".');
  const target = /^(?:GET|POST)\s+(\S+)/m.exec(text)?.[1];
  const host = /^host:\s*(\S+)/im.exec(text)?.[1];
  const base = publicUrl ?? (host === undefined ? undefined : `https://${host}`);
  if (target === undefined) return { token };
  if (/^https?:/.test(target)) return { token, url: target };
  return base === undefined ? { token } : { token, url: `${base.replace(/\/$/, '')}${target}` };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The check could not be made.');
  process.exitCode = 2;
});
