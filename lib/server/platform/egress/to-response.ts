import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { RegistryError } from '#lib/registry/registry-error';
import type { BulkAnswer } from './bulk-download.ts';
import type { NetworkContext } from './network-error.ts';
import { networkError } from './network-error.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** An answer as the HTTP client gives it. */
export type RawAnswer = {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
};

const withoutBody = new Set([204, 205, 304]);

/**
 * Makes a web Response of an answer of undici. Its body is read only as fast as its reader wants, and the connection is
 * closed when the reader leaves. Statuses and headers that the wire allows and Response does not are handled here.
 *
 * @throws RegistryError `bad-response` for a status that HTTP does not know
 */
export function toResponse(answer: RawAnswer, isHead: boolean, context: NetworkContext): Response {
  const { statusCode: status, body } = answer;
  // A body that is dropped may still report why.
  body.on('error', () => undefined);
  if (status < 200 || status > 599) {
    body.destroy();
    throw meaninglessStatus(status, context);
  }
  const headers = toHeaders(answer.headers);
  if (!hasNoBody(status, answer.headers, isHead))
    return new Response(toWebStream(body, context), { status, headers });
  body.resume();
  return new Response(null, { status, headers });
}

/** The same of an answer that is read in bulk: a chunk of its body may be written over once the next is asked for. */
export function bulkToResponse({ status, headers, reader }: BulkAnswer, context: NetworkContext): Response {
  const body = pulledStream(reader.read, (reason) => void reader.cancel(reason), context);
  return new Response(body, { status, headers: toHeaders(headers) });
}

/**
 * Whether an answer has no body, by its status and headers. Cancelling a body closes its connection, and registries
 * answer every step of an upload with an empty one.
 */
export function hasNoBody(status: number, headers: IncomingHttpHeaders, isHead: boolean): boolean {
  return isHead || withoutBody.has(status) || headers['content-length'] === '0';
}

/** The error for a status that HTTP does not know; its code is `bad-response`. */
export function meaninglessStatus(status: number, { url, registry }: NetworkContext): RegistryError {
  const message = `${url.host} answered with HTTP ${status}, which means nothing.`;
  return new RegistryError('bad-response', registry, message);
}

/** Whether a header may hold this; what none may hold could only be passed on to do harm. */
export function validHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

function toHeaders(raw: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) {
      if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && validHeaderValue(one)) headers.append(name, one);
    }
  }
  return headers;
}

function toWebStream(body: Readable, context: NetworkContext): ReadableStream<Bytes> {
  const chunks: AsyncIterator<Bytes> = body[Symbol.asyncIterator]();
  return pulledStream(
    () => chunks.next(),
    () => void body.destroy(),
    context,
  );
}

/** Reads only when somebody wants it: a chunk of a bulk answer is its reader's until then. */
function pulledStream(
  next: () => Promise<IteratorResult<Bytes> | ReadableStreamReadResult<Bytes>>,
  cancel: (reason: unknown) => void,
  context: NetworkContext,
): ReadableStream<Bytes> {
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        try {
          const { done, value } = await next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          throw networkError(error, context);
        }
      },
      cancel,
    },
    { highWaterMark: 0 },
  );
}
