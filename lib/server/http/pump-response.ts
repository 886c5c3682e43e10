import type { ServerResponse } from 'node:http';

/** Writes a Response to a node:http answer as fast as the client reads; a client that goes cancels the body. */
export async function pumpResponse(
  response: Response,
  outgoing: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
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
