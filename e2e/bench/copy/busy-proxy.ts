import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';

/** A registry of which is known when it was asked, and for how long at least one question was open. */
export type BusyProxy = {
  readonly host: string;
  /** Milliseconds since the last look in which the registry had something to answer. */
  readonly busyMs: () => number;
  /** When the registry last began an answer, by `performance.now()`. */
  readonly answeredAt: () => number;
  readonly stop: () => Promise<void>;
};

/** Passes all on at once; a connection has one question open at a time, until its answer begins. */
export async function startBusyProxy(host: string): Promise<BusyProxy> {
  const { hostname, port } = new URL(`http://${host}`);
  const open = new Set<object>();
  let since = 0;
  let busy = 0;
  let answered = 0;
  const settle = (connection: object) => {
    if (open.delete(connection) && open.size === 0) busy += performance.now() - since;
  };
  const server = createServer({ noDelay: true }, (client) => {
    const registry = connect({ host: hostname, port: Number(port), noDelay: true });
    client.on('data', (chunk) => {
      if (open.size === 0) since = performance.now();
      open.add(client);
      registry.write(chunk);
    });
    registry.on('data', () => {
      answered = performance.now();
      settle(client);
    });
    client.once('close', () => {
      settle(client);
      registry.destroy();
    });
    pipeline(registry, client, () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return {
    host: `127.0.0.1:${address.port}`,
    busyMs: () => {
      const spent = busy;
      busy = 0;
      return spent;
    },
    answeredAt: () => answered,
    stop: async () => {
      server.close();
    },
  };
}
