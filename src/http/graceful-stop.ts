import type { Server, ServerResponse } from 'node:http';

/** How long kept connections may bring one more request before they are closed. */
const DRAIN_MS = 1_500;
/** How long what is in flight may take in all; container runtimes kill after ten seconds. */
const STOP_MS = 8_000;
const LOOK_EVERY_MS = 25;

/** An end of a server that answers everybody who was let in, and resets nobody. */
export interface GracefulStop {
  /** True from the moment it was asked to stop: for the load balancer. */
  readonly isStopping: () => boolean;
  /**
   * Answers what is in flight and what kept connections still bring, each with `Connection: close`, and
   * then stops listening. Until then new connections are taken: a load balancer may not know yet.
   */
  stop(): Promise<void>;
}

/** @param server Before its first request. */
export function gracefulStop(server: Server): GracefulStop {
  let stopping = false;
  const open = new Set<ServerResponse>();
  const last = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('Connection', 'close');
  };
  server.prependListener('request', (_request, response: ServerResponse) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    if (stopping) last(response);
  });

  /** Resolves when nobody is connected, or when it has been long enough. */
  async function drained(): Promise<void> {
    const began = performance.now();
    for (;;) {
      const waited = performance.now() - began;
      if (waited > STOP_MS || (open.size === 0 && waited > DRAIN_MS)) return;
      const connections = await new Promise<number>((resolve) => {
        server.getConnections((_error, count) => resolve(count));
      });
      if (connections === 0) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  return {
    isStopping: () => stopping,
    async stop() {
      stopping = true;
      open.forEach(last);
      await drained();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
