import { RegistryError } from '#lib/registry/registry-error';

/** What was read of a body; `truncated` says that there was more. */
export type BoundedBytes = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly truncated: boolean;
};

/** Reads at most `maxBytes` of a body and drops the rest unread; an abort ends the reading. */
export async function readBounded(
  response: Response,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<BoundedBytes> {
  if (response.body === null) return { bytes: new Uint8Array(0), truncated: false };
  const reader = response.body.getReader();
  const stop = () => void reader.cancel(signal?.reason).catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await readUpTo(reader, maxBytes, signal);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** Gives back the connection of an answer whose body nobody will read. */
export async function discard(response: Response): Promise<void> {
  // The answer is done with: a body that fails while it is dropped changes nothing.
  await response.body?.cancel().catch(() => undefined);
}

/**
 * Refuses bytes that were compressed on the way although we asked not to: a digest is about the bytes as they are
 * stored, and an unpacked size is not bounded by what was sent.
 * https://www.rfc-editor.org/rfc/rfc9110#name-content-encoding
 *
 * @throws RegistryError `bad-response`
 */
export function assertIdentity(response: Response, registry: string): void {
  const encoding = (response.headers.get('content-encoding') ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return;
  throw new RegistryError(
    'bad-response',
    registry,
    `${registry} compressed its answer as "${encoding.slice(0, 40)}", although it was asked not to.`,
  );
}

async function readUpTo(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<BoundedBytes> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  while (length <= maxBytes) {
    const { done, value } = await reader.read();
    signal?.throwIfAborted();
    if (done) return { bytes: concatenate(chunks, length), truncated: false };
    chunks.push(value);
    length += value.byteLength;
  }
  await reader.cancel().catch(() => undefined);
  return { bytes: concatenate(chunks, length).slice(0, maxBytes), truncated: true };
}

function concatenate(chunks: readonly Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
