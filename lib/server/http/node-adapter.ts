import type { IncomingMessage, ServerResponse } from 'node:http';
import { limits } from '#lib/server/platform/limits';

export type Handle = (request: Request) => Promise<Response>;

/** Makes a function from Request to Response a listener of node:http; both bodies are streams all the way. */
export function toListener(
  handle: Handle,
  onError: (error: unknown) => void = () => {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    const request = toRequest(incoming, outgoing);
    if (request === undefined) return answerEmpty(outgoing, 400);
    try {
      await pumpResponse(await handle(request), outgoing, request.signal);
    } catch (error) {
      if (!request.signal.aborted) onError(error);
      // A response that broke after its head must look broken: a clean end would pass for the whole body.
      if (outgoing.headersSent) outgoing.destroy();
      else answerEmpty(outgoing, 500);
    }
  };
}

function answerEmpty(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, { 'content-length': 0, connection: 'close' }).end();
}

/** Writes a Response to a node:http answer as fast as the client reads; a client that goes cancels the body. */
async function pumpResponse(response: Response, outgoing: ServerResponse, gone: AbortSignal): Promise<void> {
  const { body } = response;
  if (gone.aborted) return body?.cancel(gone.reason);
  writeHead(response, outgoing);
  if (body === null || outgoing.req.method === 'HEAD') {
    outgoing.end();
    return body?.cancel();
  }
  await pumpBody(body.getReader(), outgoing, gone);
}

function writeHead(response: Response, outgoing: ServerResponse): void {
  const head = [...response.headers].flat();
  // Without it node:http would announce an empty body as a chunked one.
  const isEmpty = response.body === null && response.status !== 204 && response.status !== 304;
  if (isEmpty && outgoing.req.method !== 'HEAD' && !response.headers.has('content-length')) {
    head.push('content-length', '0');
  }
  // A body that is longer or shorter than its Content-Length throws instead of going out as if it were right.
  outgoing.strictContentLength = true;
  outgoing.writeHead(response.status, head);
}

async function pumpBody(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  outgoing: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
  const cancel = () => reader.cancel(gone.reason).catch(() => {});
  gone.addEventListener('abort', cancel, { once: true });
  // The head goes out with the first chunk when that is at hand, and without it when the source is slow.
  const flush = setImmediate(() => outgoing.flushHeaders());
  try {
    for (let next = await reader.read(); !next.done && !gone.aborted; next = await reader.read()) {
      clearImmediate(flush);
      if (!outgoing.write(next.value)) await drained(outgoing);
    }
    if (!gone.aborted) outgoing.end();
  } catch (error) {
    await reader.cancel(error).catch(() => {});
    throw error;
  } finally {
    clearImmediate(flush);
    gone.removeEventListener('abort', cancel);
  }
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      outgoing.off('drain', settle).off('close', settle);
      resolve();
    };
    outgoing.on('drain', settle).on('close', settle);
  });
}

type StreamedInit = RequestInit & { duplex: 'half' };

/**
 * The Request that a message of node:http stands for; its signal fires when the client goes before the answer is out.
 * Undefined when target, method or Host cannot make one.
 */
function toRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request | undefined {
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
