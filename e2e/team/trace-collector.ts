import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type TraceCollector = AsyncDisposable & {
  readonly url: string;
  /** All that was sent, as it came: names stand in it as text, ids as bytes. */
  readonly received: () => Buffer;
};

/** Takes traces as a collector of OpenTelemetry does, and keeps them. */
export async function startTraceCollector(): Promise<TraceCollector> {
  const bodies: Buffer[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    if (incoming.url === '/v1/traces') bodies.push(body);
    outgoing.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received: () => Buffer.concat(bodies),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
