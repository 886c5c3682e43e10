import type { IncomingMessage } from 'node:http';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Handle } from '#lib/server/http/node-adapter';
import { toListener } from '#lib/server/http/node-adapter';

/** Serves a handle until the test has ended; gives its origin. */
export async function serveHandle(handle: Handle, onError?: (error: unknown) => void): Promise<string> {
  const server = createServer(toListener(handle, onError));
  onTestFinished(() => server.closeAllConnections());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** A body that never ends. */
export function endlessBody(onCancel: () => void): {
  stream: ReadableStream<Uint8Array>;
  produced: () => number;
} {
  let bytes = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      bytes += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
    cancel: onCancel,
  });
  return { stream, produced: () => bytes };
}

/** A response whose body has begun. */
export function openResponse(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    httpRequest(url, (incoming) => {
      incoming.on('error', () => {});
      incoming.once('readable', () => resolve(incoming));
    })
      .on('error', reject)
      .end();
  });
}
