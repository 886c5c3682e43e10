import type { SingleFlight } from '#lib/async/single-flight';
import { createSingleFlight } from '#lib/async/single-flight';
import { nextTurn } from '#lib/async/slices';
import type { DiscoveryCache, RepositoryHandle } from '#lib/discovery/repository-handle';
import { recallContent } from '#lib/discovery/repository-handle';
import { formatLimits } from '#lib/formats/limits';
import { isModelFile } from '#lib/formats/reading/plan-documents';
import type { Descriptor } from '#lib/oci/descriptor';
import { RegistryError } from '#lib/registry/registry-error';
import { embeddedBytes } from '#lib/repository/embedded-content';
import { limits } from '#lib/server/platform/limits';
import { getDocumentService } from './document-service.ts';
import type { DocumentBytes, OpenedBlob } from './document-types.ts';

/**
 * What a blob holds, for a session that may read it. A large one is read in part. `isPrompt` does not wait until the
 * packages of a large SBOM are counted.
 *
 * @throws RegistryError when the registry does not give it, `digest-mismatch` where it gives something else
 */
export async function openBlob(
  place: RepositoryHandle,
  blob: Descriptor,
  signal: AbortSignal,
  isPrompt = false,
): Promise<OpenedBlob> {
  const opened = await openOnce(place, blob, signal);
  if (isPrompt || !opened.documents.some(({ isCounting }) => isCounting === true)) return opened;
  const counted = await getDocumentService().counted(documentKey(blob));
  // Another document may have taken its place; one that ended the reader is now told to be unreadable.
  return counted ?? (await openOnce(place, blob, signal));
}

// By session, since what one may see another may not.
const flights = new WeakMap<DiscoveryCache, SingleFlight<OpenedBlob>>();

/** Who asks for a document while somebody of the same session reads it waits for the same bytes. */
function openOnce(place: RepositoryHandle, blob: Descriptor, signal: AbortSignal): Promise<OpenedBlob> {
  const { cache, repository } = place;
  const open = flights.get(cache) ?? createSingleFlight<OpenedBlob>();
  flights.set(cache, open);
  return open(`${repository} ${documentKey(blob)}`, (own) => openNow(place, blob, own), { signal });
}

async function openNow(place: RepositoryHandle, blob: Descriptor, signal: AbortSignal): Promise<OpenedBlob> {
  const service = getDocumentService();
  const known = place.cache.blobs.has(shownName(place, blob))
    ? await service.opened(documentKey(blob))
    : undefined;
  if (known !== undefined) return known;
  const opened = await service.open(await readDocumentBytes(place, blob, signal));
  // Another document may have ended the reader while this one waited.
  const read = opened ?? (await service.open(await readDocumentBytes(place, blob, signal))) ?? unread;
  // A walk reads only the head of it: from now on it knows as much as who has opened it.
  if (blob.size > formatLimits.documentMaxBytes)
    place.cache.documents.set(shownName(place, blob), read.meaning);
  return read;
}

/**
 * Makes sure that the registry shows a blob to this session: what another session has read may then be shown too.
 *
 * @throws RegistryError `not-found`, or what the registry answers to who may not read it
 */
export async function assertShown(
  place: RepositoryHandle,
  blob: Descriptor,
  signal: AbortSignal,
): Promise<void> {
  const { client, repository, cache } = place;
  if (cache.blobs.has(shownName(place, blob)) || blob.data !== undefined) return;
  if (!(await client.hasBlob(repository, blob.digest, { signal })))
    throw new RegistryError('not-found', client.registry, `${client.registry} does not have ${blob.digest}.`);
  cache.blobs.set(shownName(place, blob), true);
}

function shownName({ repository }: RepositoryHandle, { digest }: Descriptor): string {
  return `${repository}@${digest}`;
}

const nothing = { documents: [], problems: ['Orrery could not read it now. Try again.'] };
const unread: OpenedBlob = { ...nothing, meaning: nothing };

/** Whether a blob was got and could not be read for a reason of ours, which is another one the next time. */
export function isUnreadNow(opened: OpenedBlob): boolean {
  return opened === unread;
}

/** The name of a document in the service: what its reading depends on, and no session. */
export function documentKey({ digest, mediaType, size, annotations = {} }: Descriptor): string {
  return JSON.stringify([digest, size, mediaType, ...Object.entries(annotations).sort()]);
}

async function readDocumentBytes(
  place: RepositoryHandle,
  blob: Descriptor,
  signal: AbortSignal,
): Promise<DocumentBytes> {
  const { client, repository, cache } = place;
  const { digest, mediaType, size, annotations = {} } = blob;
  const key = documentKey(blob);
  const described = { digest, mediaType, size, annotations };
  const kept = embeddedBytes(blob) ?? recallContent(place, digest);
  if (kept !== undefined) return { key, blob: described, bytes: kept, isWhole: true };
  const part = isModelFile(blob) ? limits.modelHeadBytes : limits.documentPartBytes;
  const isPart = size > (isModelFile(blob) ? part : limits.wholeDocumentMaxBytes);
  const length = isPart ? part : size;
  const { body } = await client.getBlob(repository, digest, {
    signal,
    isDocument: size <= limits.smallDocumentMaxBytes,
    ...(isPart ? { range: `bytes=0-${length - 1}` } : {}),
  });
  const read = await fill(body, length);
  // Bytes are compared with their digest at the end of all of them.
  if (!isPart && !read.isWhole)
    throw new RegistryError(
      'digest-mismatch',
      client.registry,
      `${client.registry} sent more than the blob holds.`,
    );
  cache.blobs.set(shownName(place, blob), true);
  return { key, blob: described, ...read, ...(isPart ? { isWhole: false } : {}) };
}

/** The first `length` bytes of a stream, in one piece of memory: a list of chunks would take the same once more. */
async function fill(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  length: number,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly isWhole: boolean }> {
  const bytes = new Uint8Array(length);
  const reader = body.getReader();
  let at = 0;
  let turn = limits.bodyQueueMaxBytes;
  for (;;) {
    // A registry that is near would otherwise leave no turn of the event loop to others.
    if (at >= turn) {
      await nextTurn();
      turn = at + limits.bodyQueueMaxBytes;
    }
    const { done, value } = await reader.read();
    if (done) return { bytes: bytes.subarray(0, at), isWhole: true };
    const rest = value.subarray(0, length - at);
    bytes.set(rest, at);
    at += rest.byteLength;
    if (rest.byteLength === value.byteLength) continue;
    await reader.cancel().catch(() => undefined);
    return { bytes, isWhole: false };
  }
}
