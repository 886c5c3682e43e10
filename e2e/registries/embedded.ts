import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRegistry } from '#lib/layout/http/registry';
import type { LayoutStore } from '#lib/layout/store/layout-store';
import { openLayoutStore } from '#lib/layout/store/layout-store';
import { toListener } from '#lib/server/http/node-adapter';

/** Our own registry alone, without the product around it. */
export type Embedded = {
  readonly host: string;
  readonly store: LayoutStore;
  readonly stop: () => Promise<void>;
};

/** Serves the store in `folder` on the loopback, on a free port unless one is given. */
export async function startEmbedded(folder: string, port = 0): Promise<Embedded> {
  const store = await openLayoutStore(folder);
  const server = createServer(toListener(createRegistry(store, console.error), console.error));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { host: `127.0.0.1:${address.port}`, store, stop };
}
