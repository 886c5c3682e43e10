import type { IncomingMessage, ServerResponse } from 'node:http';
import { limits } from '#lib/server/platform/limits';

type StreamedInit = RequestInit & { duplex: 'half' };

/**
 * The Request that a message of node:http stands for; its signal fires when the client goes before the answer is out.
 * Undefined when target, method or Host cannot make one.
 */
export function toRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request | undefined {
  const { method = 'GET', url = '' } = incoming;
  const base = `http://${incoming.headers.host ?? ''}`;
  if (!url.startsWith('/') || !URL.canParse(base + url)) return undefined;
  const init: StreamedInit = {
    method,
    headers: toHeaders(incoming.rawHeaders),
    body: hasBody(incoming) ? toBodyStream(incoming, outgoing) : null,
    duplex: 'half',
    signal: goneSignal(outgoing),
  };
  try {
    return new Request(base + url, init);
  } catch {
    // CONNECT, TRACE and TRACK are methods that no Request may have.
    return undefined;
  }
}

function goneSignal(outgoing: ServerResponse): AbortSignal {
  const gone = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort(new Error('The client has gone.'));
  });
  // An error of writing to a client that has gone says nothing new: the signal has fired already.
  outgoing.on('error', () => {});
  return gone.signal;
}

function toHeaders(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < raw.length; i += 2) headers.append(raw[i] ?? '', raw[i + 1] ?? '');
  return headers;
}

function hasBody({ method, headers }: IncomingMessage): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * The body of a message as a web stream that reads from the socket only as fast as it is read itself.
 * What is left unread is thrown away once the answer is out, so that the connection can carry the next request.
 */
function toBodyStream(incoming: IncomingMessage, outgoing: ServerResponse): ReadableStream<Uint8Array> {
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
    { highWaterMark: limits.bodyQueueMaxBytes, size: (chunk) => chunk.byteLength },
  );
}
