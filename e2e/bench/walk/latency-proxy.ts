import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';

/** A registry as it would answer from farther away. */
export type LatencyProxy = {
  readonly host: string;
  /** When each request came, by `performance.now()`. */
  readonly requests: readonly number[];
  readonly stop: () => Promise<void>;
};

const request = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE) /;

/**
 * Passes on what comes for `host` after so many milliseconds, and answers at once. It looks at bytes and not at HTTP, so
 * that it costs little and keeps every connection as long as both sides do; a request without a body is one chunk.
 */
export async function startLatencyProxy(host: string, latencyMs: number): Promise<LatencyProxy> {
  const { hostname, port } = new URL(`http://${host}`);
  const requests: number[] = [];
  const server = createServer({ noDelay: true }, (client) => {
    const registry = connect({ host: hostname, port: Number(port), noDelay: true });
    client.on('data', (chunk) => {
      if (request.test(chunk.toString('latin1', 0, 8))) requests.push(performance.now());
      // Timers of one length end in the order in which they began.
      if (latencyMs === 0) registry.write(chunk);
      else setTimeout(() => registry.write(chunk), latencyMs);
    });
    client.once('close', () => registry.destroy());
    pipeline(registry, client, () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  const own = `127.0.0.1:${address.port}`;
  return {
    host: own,
    requests,
    stop: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
