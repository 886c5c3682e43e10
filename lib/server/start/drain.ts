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
