import type { Settings } from './config/settings.ts';

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

/** Why the address cannot be listened on: the variable, what stands in its way, and the remedy. */
export function cannotListen(error: Error, { port, host }: Pick<Settings, 'port' | 'host'>): Error {
  const code = codeOf(error);
  const says: Readonly<Record<string, string>> = {
    EADDRINUSE: `PORT: ${port} on ${host} is taken by another program. Set PORT to a free port, or PORT=0 for any.`,
    EACCES: `PORT: this account may not listen on ${port}. Set PORT to 1024 or above.`,
    EADDRNOTAVAIL: `HOST: ${host} is no address of this machine. Set HOST to one that is, or 0.0.0.0 for all.`,
    ENOTFOUND: `HOST: ${host} is not known as a name. Set HOST to an address of this machine.`,
  };
  const known = says[code];
  return known === undefined ? error : new Error(`${known} (${code})`, { cause: error });
}

/** For somebody at a terminal: an address to click, beside the log line for machines. */
export const whereToLook = (publicUrl: string): string =>
  `\n  Demo EHR:  ${publicUrl}/demo\n  Stop with Ctrl+C.\n`;
