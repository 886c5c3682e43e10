import type { IncomingMessage, ServerResponse } from 'node:http';

const queuedBytesMax = 256 * 1024;

/**
 * The body of a message as a web stream that reads from the socket only as fast as it is read itself.
 * What is left unread is thrown away once the answer is out, so that the connection can carry the next request.
 */
export function toBodyStream(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): ReadableStream<Uint8Array> {
  let isOpen = true;
  const close = (finish: () => void) => {
    if (isOpen) finish();
    isOpen = false;
    incoming.resume();
  };
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const fail = (reason: string) => () => close(() => controller.error(new Error(reason)));
    incoming.pause();
    incoming.on('data', (chunk: Uint8Array) => {
      if (!isOpen) return;
      controller.enqueue(chunk);
      if ((controller.desiredSize ?? 0) <= 0) incoming.pause();
    });
    incoming.once('end', () => close(() => controller.close()));
    incoming.once('error', fail('The request was cut off.'));
    incoming.once('close', fail('The request was cut off.'));
    outgoing.once('finish', fail('The request was answered before its body was read.'));
  };
  return new ReadableStream<Uint8Array>(
    { start, pull: () => void incoming.resume(), cancel: () => close(() => {}) },
    { highWaterMark: queuedBytesMax, size: (chunk) => chunk.byteLength },
  );
}
