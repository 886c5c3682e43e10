import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Handle } from '#lib/server/http/node-adapter';
import { toListener } from '#lib/server/http/node-adapter';

/** A registry that is only a function, on a free port of the loopback. */
export async function serveHandle(handle: Handle): Promise<AsyncDisposable & { readonly host: string }> {
  const server = createServer(toListener(handle)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return {
    host: `127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
