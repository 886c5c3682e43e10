import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { Certificates } from '#e2e/network/make-certificates';

export type TlsProxy = AsyncDisposable & {
  /** How many requests each port has had. */
  readonly counts: ReadonlyMap<number, number>;
};

/** Ends TLS in front of several replicas, which get the requests in turn. */
export async function startTlsProxy(
  port: number,
  { cert, key }: Pick<Certificates, 'cert' | 'key'>,
  replicas: readonly number[],
): Promise<TlsProxy> {
  const counts = new Map<number, number>();
  let turn = 0;
  const server = createServer({ cert, key }, (incoming, outgoing) => {
    const replica = replicas[turn % replicas.length] ?? 0;
    turn += 1;
    counts.set(replica, (counts.get(replica) ?? 0) + 1);
    const forwarded = [incoming.headers['x-forwarded-for'], incoming.socket.remoteAddress];
    const headers = {
      ...incoming.headers,
      'x-forwarded-for': forwarded.filter((address) => address !== undefined).join(', '),
      'x-forwarded-proto': 'https',
    };
    const { url: path, method } = incoming;
    const passed = request({ host: '127.0.0.1', port: replica, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      outgoing.on('close', () => answer.destroy());
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  server.listen(port, 'localhost');
  await once(server, 'listening');
  return {
    counts,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
