import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { Handle } from '#lib/server/http/node-adapter';
import { toListener } from '#lib/server/http/node-adapter';

/** A small HTTP server of a test; `await using` stops it at the end. */
export type Listening = AsyncDisposable & {
  /** `127.0.0.1:port`, as it stands in a reference. */
  readonly host: string;
  /** `http://127.0.0.1:port`; with `localhost` as hostname it is another site to a browser. */
  readonly origin: string;
  readonly server: Server;
  readonly stop: () => Promise<void>;
};

/** Answers requests on the loopback, on a free port unless one is given. */
export async function listen(
  answer: RequestListener,
  { hostname = '127.0.0.1', port = 0 }: { readonly hostname?: string; readonly port?: number } = {},
): Promise<Listening> {
  const server = createServer(answer).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  const stop = async () => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  const host = `${hostname}:${address.port}`;
  return { host, origin: `http://${host}`, server, stop, [Symbol.asyncDispose]: stop };
}

/** A registry that is only a function. */
export function serveHandle(handle: Handle, port = 0): Promise<Listening> {
  return listen(toListener(handle), { port });
}

/** A page with this text, which lies on another origin than the product. */
export function servePage(html: string, hostname = '127.0.0.1'): Promise<Listening> {
  const answer: RequestListener = (_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(html);
  };
  return listen(answer, { hostname });
}
