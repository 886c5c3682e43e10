import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { RegistryError } from '#lib/registry/registry-error';
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
    const message = `${context.url.host} answered with HTTP ${status}, which means nothing.`;
    throw new RegistryError('bad-response', context.registry, message);
  }
  const headers = toHeaders(answer.headers);
  // Cancelling a body closes its connection, and registries answer every step of an upload with an empty one.
  const isEmpty = isHead || withoutBody.has(status) || answer.headers['content-length'] === '0';
  if (!isEmpty) return new Response(toWebStream(body, context), { status, headers });
  body.resume();
  return new Response(null, { status, headers });
}

function toHeaders(raw: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) {
      // What no header may hold is left out: it could only be passed on to do harm.
      if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(one))
        headers.append(name, one);
    }
  }
  return headers;
}

function toWebStream(body: Readable, context: NetworkContext): ReadableStream<Bytes> {
  const chunks: AsyncIterator<Bytes> = body[Symbol.asyncIterator]();
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          throw networkError(error, context);
        }
      },
      cancel: () => {
        body.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
