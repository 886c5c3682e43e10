import { createHash } from 'node:crypto';
import type { Digest, HashAlgorithm } from '#lib/oci/digest';
import { digestFromHash, hashAlgorithmOf } from '#lib/oci/digest';
import type { BoundedBytes, GatheredBody, HttpAnswer } from './http-answer.ts';
import { RegistryError } from './registry-error.ts';

/**
 * Reads at most `maxBytes` of a body and drops the rest unread; an abort ends the reading. Of an answer that was gathered
 * it gives what was kept.
 *
 * @throws what broke the body off
 */
export async function readBounded(
  response: HttpAnswer,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<BoundedBytes> {
  const { body, gathered } = response;
  if (gathered !== undefined) return keptOf(gathered, maxBytes);
  if (body === null) return { bytes: new Uint8Array(0), truncated: false };
  const reader = body.getReader();
  const stop = () => void reader.cancel(signal?.reason).catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await readUpTo(reader, maxBytes, signal);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** Gives back the connection of an answer whose body nobody will read. */
export async function discard(response: HttpAnswer): Promise<void> {
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
export function assertIdentity(response: HttpAnswer, registry: string): void {
  const encoding = (response.headers.get('content-encoding') ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return;
  throw new RegistryError(
    'bad-response',
    registry,
    `${registry} compressed its answer as "${encoding.slice(0, 40)}", although Orrery asked for uncompressed bytes.`,
  );
}

type Bytes = Uint8Array<ArrayBuffer>;
type Expected = {
  readonly digest: Digest;
  readonly size: number | undefined;
  readonly registry: string;
  /** Who sent the bytes, where it is not the registry. */
  readonly sender?: string;
};

/** Somebody who looks on. `onFailure` hears why the stream errors, before its reader does. */
type Observer = { readonly onBytes?: (bytes: number) => void; readonly onFailure?: (error: unknown) => void };

// By digest and size, and with their last bytes held back: hashing 2 GiB once more on their way on would take seconds.
const hashedAlready = new WeakMap<ReadableStream<Bytes>, string>();

/** The digest of bytes, in the algorithm named. */
export function computeDigest(algorithm: HashAlgorithm, bytes: Uint8Array): Digest {
  return digestFromHash(algorithm, createHash(algorithm).update(bytes).digest('hex'));
}

/**
 * The same bytes, hashed as they pass. The stream errors in place of its end when they do not match the digest or the size
 * (https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#verification), so that whoever copies it on breaks off as well. A digest whose algorithm
 * nobody here can compute lets the bytes through, still counted. Where the size is known the last bytes are held back
 * until the digest is found right, so that a receiver who counts never has the whole of what is wrong.
 */
export function verifiedBody(
  body: ReadableStream<Bytes>,
  expected: Expected,
  observer: Observer = {},
): ReadableStream<Bytes> {
  const algorithm = hashAlgorithmOf(expected.digest);
  const name = `${expected.digest} ${expected.size}`;
  const isHashed = hashedAlready.get(body) === name;
  const hash = algorithm === undefined || isHashed ? undefined : createHash(algorithm);
  const reader = body.getReader();
  let size = 0;
  let isJudged = false;

  const judge = (): void => {
    if (expected.size !== undefined && size !== expected.size) throw wrongSize(expected, size);
    if (algorithm === undefined || hash === undefined || isJudged) return;
    isJudged = true;
    const actual = digestFromHash(algorithm, hash.digest('hex'));
    if (actual !== expected.digest) throw wrongDigest(expected, actual);
  };

  const verified = new ReadableStream<Bytes>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            judge();
            controller.close();
            return;
          }
          size += value.byteLength;
          if (expected.size !== undefined && size > expected.size) throw wrongSize(expected, size);
          if (!isJudged) hash?.update(value);
          if (size === expected.size) judge();
          controller.enqueue(value);
          observer.onBytes?.(size);
        } catch (error) {
          observer.onFailure?.(error);
          await reader.cancel(error).catch(() => undefined);
          throw error;
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read before somebody wants it.
    { highWaterMark: 0 },
  );
  if (algorithm !== undefined && expected.size !== undefined) hashedAlready.set(verified, name);
  return verified;
}

/**
 * Compares bytes that are all there with their digest and size; a digest whose algorithm nobody here can compute says
 * nothing about them.
 *
 * @throws RegistryError `digest-mismatch`
 */
export function assertBytes(bytes: Bytes, expected: Expected): void {
  const { digest, size } = expected;
  if (size !== undefined && bytes.byteLength !== size) throw wrongSize(expected, bytes.byteLength);
  const algorithm = hashAlgorithmOf(digest);
  const actual = algorithm === undefined ? digest : computeDigest(algorithm, bytes);
  if (actual !== digest) throw wrongDigest(expected, actual);
}

/** Bytes that are not what they were asked for by. */
export function digestMismatch(
  registry: string,
  wanted: Digest,
  actual: Digest,
  sender = registry,
): RegistryError {
  return new RegistryError(
    'digest-mismatch',
    registry,
    `${sender} sent bytes with the digest ${actual} in place of ${wanted}.`,
  );
}

function keptOf({ bytes, truncated, failure }: GatheredBody, maxBytes: number): BoundedBytes {
  if (failure !== undefined) throw failure;
  return bytes.byteLength > maxBytes
    ? { bytes: bytes.slice(0, maxBytes), truncated: true }
    : { bytes, truncated };
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

function wrongDigest({ registry, digest, sender }: Expected, actual: Digest): RegistryError {
  return digestMismatch(registry, digest, actual, sender);
}

function wrongSize(expected: Expected, size: number): RegistryError {
  const sent = size > (expected.size ?? 0) ? 'more' : `only ${size}`;
  return new RegistryError(
    'digest-mismatch',
    expected.registry,
    `${expected.sender ?? expected.registry} announced ${expected.size} bytes and sent ${sent}.`,
  );
}
