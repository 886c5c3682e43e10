import type { Server } from 'node:http';
import { limits } from '#lib/server/platform/limits';

/**
 * Takes no new connection, lets what is running finish, and cuts what has not finished after the grace.
 * Resolves when every connection is gone.
 */
export async function drain(servers: readonly Server[], graceMs: number): Promise<void> {
  const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
  // A connection whose answer ends from now on stays open and idle unless somebody looks for it.
  const sweep = setInterval(() => {
    for (const server of servers) server.closeIdleConnections();
  }, limits.drainSweepMs);
  const cut = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, graceMs);
  await Promise.all(closed);
  clearInterval(sweep);
  clearTimeout(cut);
}

/**
 * Calls `stop` at the first signal to end and `now` at the next. npm hands on a Ctrl-C that the terminal has sent to us
 * already, so what comes within a second is the same one.
 */
export function onSignal(stop: () => void, now: () => void): void {
  let first: number | undefined;
  const receive = () => {
    if (first === undefined) {
      first = performance.now();
      stop();
    } else if (performance.now() - first > limits.sameSignalMs) now();
  };
  process.on('SIGINT', receive).on('SIGTERM', receive);
}
