import { assertBytes, discard, readBounded, verifiedBody } from '#lib/registry/body';
import type { WriteContext } from '#lib/registry/calls/call-context';
import { scopes } from '#lib/registry/calls/call-context';
import { fixedLimits } from '#lib/registry/limits';
import { readError } from '#lib/registry/read-error';
import type { BlobSource } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import type { CallBody } from '#lib/registry/transport/exchange';
import { SourceFailure } from '#lib/registry/transport/exchange';
import type { Upload, UploadSession } from './upload-session.ts';
import { closeUpload, nextSession, targetOf } from './upload-session.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Sends a blob piece by piece, each to where the answer before it said, and closes the upload.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-a-blob-in-chunks
 *
 * @throws RegistryError `bad-response` when the registry loses count, or what it answered
 */
export async function sendChunks(
  context: WriteContext,
  upload: Upload,
  first: UploadSession,
  body: UploadBody,
): Promise<void> {
  let session = first;
  let start = 0;
  for await (const chunk of chunksOf(body, chunkBytesOf(first, context.limits.uploadChunkBytes))) {
    const end = start + chunk.byteLength;
    let from = start;
    for (let tried = 0; from < end; tried++) {
      const answer = await patch(context, upload, session, chunk.subarray(from - start), from);
      session = answer.session;
      const isStuck = answer.position <= from || tried > 1;
      if (isStuck || answer.position > end) throw outOfStep(context.registry, from);
      from = answer.position;
    }
    start = end;
  }
  await closeUpload(context, upload, session);
}

// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-a-blob-in-chunks
function chunkBytesOf({ chunkMinBytes = 0, chunkMaxBytes }: UploadSession, usual: number): number {
  const target = Math.max(usual, Math.min(chunkMinBytes, usual * 8));
  return Math.min(target, chunkMaxBytes ?? target);
}

type Step = { readonly session: UploadSession; readonly position: number };

function patch(
  context: WriteContext,
  upload: Upload,
  session: UploadSession,
  chunk: Bytes,
  start: number,
): Promise<Step> {
  const { exchange, registry, limits } = context;
  const target = targetOf(upload);
  const end = start + chunk.byteLength;
  const call = {
    path: session.location.href,
    scope: scopes.push(upload.repository),
    target,
    signal: upload.signal,
    isOnce: true,
  } as const;
  const send = () =>
    exchange(
      {
        ...call,
        method: 'PATCH',
        headers: {
          'content-type': 'application/octet-stream',
          'content-length': String(chunk.byteLength),
          'content-range': `${start}-${end - 1}`,
        },
        body: { open: async () => chunk },
        isTransfer: true,
      },
      async (response) => {
        if (response.status === 416) return discard(response);
        // ECR answers 201 in places.
        if (!response.ok)
          throw await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
        await discard(response);
        return { session: nextSession(response, session.location, session, registry), position: end };
      },
    );
  const status = () =>
    exchange({ ...call, method: 'GET' }, async (response) => {
      if (!response.ok) throw await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
      await discard(response);
      const [, last] = /^(?:bytes=)?0-(\d{1,15})$/.exec(response.headers.get('range') ?? '') ?? [];
      if (last === undefined) throw outOfStep(registry, start);
      return {
        session: nextSession(response, session.location, session, registry),
        position: Number(last) + 1,
      };
    });
  return send().then((step) => step ?? status());
}

function outOfStep(registry: string, position: number): RegistryError {
  const message = `${registry} lost track of an upload after ${position} bytes.`;
  return new RegistryError('bad-response', registry, message);
}

/** The bytes of a source in pieces of one size; the last may be smaller. A piece is used up before the next is read. */
async function* chunksOf(body: UploadBody, chunkBytes: number): AsyncGenerator<Bytes> {
  const chunk = new Uint8Array(chunkBytes);
  let filled = 0;
  for await (let bytes of await opened(body)) {
    while (bytes.byteLength > 0) {
      const part = bytes.subarray(0, chunkBytes - filled);
      chunk.set(part, filled);
      filled += part.byteLength;
      bytes = bytes.subarray(part.byteLength);
      if (filled < chunkBytes) continue;
      yield chunk;
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

async function* opened(body: UploadBody): AsyncGenerator<Bytes> {
  try {
    const source = await body.open();
    if (source instanceof Uint8Array) yield source;
    else yield* source;
  } catch (error) {
    throw body.failure() ?? error;
  }
}

/** The bytes of a blob as an upload sends them. */
export type UploadBody = {
  /** Opens the source anew; rejects, or the stream errors before its last bytes, when they are the wrong ones. */
  readonly open: () => Promise<ReadableStream<Bytes> | Bytes>;
  readonly failure: () => SourceFailure | undefined;
  /** As one request carries it: few bytes are read first, and once, so that nothing is sent of what is wrong. */
  readonly whole: CallBody;
  readonly isSmall: boolean;
};

/** Watches a source, so that its failures are not taken for those of the registry. */
export function createUploadBody(
  source: BlobSource,
  { digest, size, signal }: Upload,
  { registry, onBytes }: { readonly registry: string; readonly onBytes?: (bytes: number) => void },
): UploadBody {
  let failure: SourceFailure | undefined;
  const onFailure = (error: unknown) => {
    failure ??= new SourceFailure(error);
  };
  const open = async () => {
    failure = undefined;
    try {
      const expected = { digest, size, registry, sender: 'The source' };
      const opened = await source(signal);
      if (!(opened instanceof Uint8Array))
        return verifiedBody(opened, expected, {
          onFailure,
          ...(onBytes === undefined ? {} : { onBytes }),
        });
      assertBytes(opened, expected);
      onBytes?.(size);
      return opened;
    } catch (error) {
      onFailure(error);
      throw error;
    }
  };
  const isSmall = size <= fixedLimits.smallUploadMaxBytes;
  let bytes: Promise<Bytes> | undefined;
  const small = () => {
    bytes ??= readWhole();
    return bytes;
  };
  const readWhole = async () => {
    const opened = await open();
    return opened instanceof Uint8Array
      ? opened
      : (await readBounded(new Response(opened), size, signal)).bytes;
  };
  return {
    open,
    failure: () => failure,
    whole: { open: isSmall ? small : open, failure: () => failure },
    isSmall,
  };
}
