import type { Socket } from 'node:net';
import { limits } from '#lib/server/platform/limits';
import type { AnswerHead } from './answer-head.ts';
import { parseAnswerHead } from './answer-head.ts';
import type { BufferRing, OnRead } from './buffer-ring.ts';
import { createBufferRing } from './buffer-ring.ts';
import { bulkLimits } from './limits.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Gives the bytes of a body one after the other; a chunk may be written over once the next one is asked for. */
export type BulkReader = {
  readonly read: () => Promise<ReadableStreamReadResult<Bytes>>;
  readonly cancel: (reason?: unknown) => Promise<void>;
};

/** An answer whose body is read in bulk. */
export type BulkAnswer = AnswerHead & { readonly reader: BulkReader };

export type BulkRequest = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
};

type Options = {
  /** Opens a connection that is judged as every other. */
  readonly connect: (url: URL, onread: OnRead) => Promise<Socket>;
  readonly headersTimeoutMs: number;
  readonly bodyIdleTimeoutMs: number;
};

/**
 * Sends a GET and reads its answer into a few buffers that are used again and again: a new one for each piece is most of
 * what a large body costs. Takes only the plainest answers of HTTP/1.1; undefined for every other, which is then to be
 * asked for as usual. Each download has a connection of its own, and closes it: whatever follows its body is nobody's
 * answer. https://www.rfc-editor.org/rfc/rfc9112
 *
 * @throws Error what the connection broke with, the reason of the signal, or `UND_ERR_HEADERS_TIMEOUT`
 */
export async function downloadInBulk(
  request: BulkRequest,
  options: Options,
): Promise<BulkAnswer | undefined> {
  const { url, signal } = request;
  const head = formatHead(request);
  if (head === undefined) return undefined;
  signal?.throwIfAborted();
  const ring = createBufferRing(bulkLimits.bufferBytes, bulkLimits.buffers);
  const socket = await options.connect(url, ring.onread);
  const stop = () => ring.fail(signal?.reason);
  ring.attach(socket, () => signal?.removeEventListener('abort', stop));
  if (signal?.aborted) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  socket.write(head, 'latin1');
  try {
    const answer = await readHead(ring, options.headersTimeoutMs);
    if (answer !== undefined)
      return { ...answer, reader: readerOf(ring, answer.length, options.bodyIdleTimeoutMs) };
  } catch (error) {
    ring.fail(error);
    throw error;
  }
  ring.fail(new Error('This answer is read in another way.'));
  return undefined;
}

/** The request as it is sent; undefined where a part of it could end its line. */
function formatHead({ url, headers }: BulkRequest): string | undefined {
  const own = { host: url.host, connection: 'close' };
  const lines = Object.entries({ ...headers, ...own }).map(([name, value]) => `${name}: ${value}`);
  const head = [`GET ${url.pathname}${url.search} HTTP/1.1`, ...lines];
  return head.every((line) => /^[\t\x20-\x7e]+$/.test(line)) ? `${head.join('\r\n')}\r\n\r\n` : undefined;
}

/** Undefined for an answer that is not plain. What came with its head stays in the ring. */
async function readHead(ring: BufferRing, timeoutMs: number): Promise<AnswerHead | undefined> {
  const max = limits.responseHeadersMaxBytes;
  let text = '';
  for (;;) {
    const bytes = await ring.next(timeoutMs, 'UND_ERR_HEADERS_TIMEOUT');
    if (bytes === undefined) throw closedEarly();
    const before = text.length;
    text += Buffer.from(bytes.subarray(0, max)).toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end !== -1) {
      ring.putBack(bytes.subarray(end + 4 - before));
      return parseAnswerHead(text.slice(0, end));
    }
    if (text.length >= max) return undefined;
  }
}

function readerOf(ring: BufferRing, length: number, idleMs: number): BulkReader {
  let left = length;
  return {
    read: async () => {
      if (left === 0) {
        ring.fail(new Error('The body has ended.'));
        return { done: true, value: undefined };
      }
      const bytes = await ring.next(idleMs, 'UND_ERR_BODY_TIMEOUT');
      if (bytes === undefined) throw closedEarly();
      const value = bytes.byteLength > left ? bytes.subarray(0, left) : bytes;
      left -= value.byteLength;
      return { done: false, value };
    },
    cancel: async (reason) => ring.fail(reason),
  };
}

function closedEarly(): Error {
  return Object.assign(new Error('The other side closed the connection.'), { code: 'UND_ERR_SOCKET' });
}
