import { Server } from 'node:http';
import type { Listener, Upgrade } from '#lib/server/http/dispatcher';

export type Pages = {
  readonly handle: Listener;
  /** The development server's own channel to the browser. */
  readonly upgrade: Upgrade;
  readonly close: () => Promise<void>;
};

/** Next's request handler for the pages and the routes under `/api`. */
export async function openPages(root: string, port: number, isDev: boolean): Promise<Pages> {
  const { default: next } = await import('next');
  // Next hangs its upgrade listener on the server it finds. It gets one that never listens, so that upgrades pass our guard.
  const httpServer = new Server();
  const app = next({ dev: isDev, dir: root, hostname: 'localhost', port, httpServer });
  await app.prepare();
  return {
    handle: app.getRequestHandler(),
    upgrade: (incoming, socket, head) => {
      if (!httpServer.emit('upgrade', incoming, socket, head)) socket.destroy();
    },
    close: () => app.close(),
  };
}
