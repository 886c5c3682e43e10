import { LRUCache } from 'lru-cache';
import { createSemaphore } from '#lib/async/semaphore';
import { createSingleFlight } from '#lib/async/single-flight';
import { tocDigestOf } from '#lib/formats/files/toc-place';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import { connect, placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import type { ArchiveListing, ArchivePlace } from './archive-listing.ts';
import { readArchive } from './read-archive.ts';
import { readCarriedIndex } from './read-carried-index.ts';

const listings = new LRUCache<string, ArchiveListing>({
  maxSize: limits.archiveIndexEntriesMax,
  sizeCalculation: ({ files, hashes }) => 1 + files.keys.length + (hashes?.size ?? 0),
});
const flights = createSingleFlight<ArchiveListing>();
const turns = createSemaphore(limits.archivesAtOnce);

/**
 * The files of an archive. The list is made once for a digest and kept; it is given to a session only when the registry
 * shows that session the blob. With `isHashed` the list knows the digests of contents, as far as the archive allows.
 *
 * @throws ProblemError `files-unreadable` for a blob that is no archive, or is encrypted
 * @throws RegistryError when the blob cannot be read with the credentials of the session
 */
export async function listArchive(
  session: Session,
  place: ArchivePlace,
  signal: AbortSignal,
  isHashed = false,
): Promise<ArchiveListing> {
  const { descriptor } = place;
  if (descriptor !== undefined && /\+encrypted\b/.test(descriptor.mediaType))
    throw problemError(
      'files-unreadable',
      'This layer is encrypted. Only the key holder can list its files.',
    );
  const known = keysOf(place)
    .map((key) => listings.get(key))
    .find((listing) => listing !== undefined && (!isHashed || hasHashes(listing)));
  if (known !== undefined) {
    await assertVisible(session, place, signal);
    return known;
  }
  // Whoever joins has not asked the registry yet.
  let isShared = false;
  const name = `${keysOf(place).join()}${isHashed ? ' hashed' : ''}`;
  const onShared = () => {
    isShared = true;
  };
  const listing = await flights(name, (working) => read(session, place, working, isHashed), {
    signal,
    onShared,
  });
  if (isShared) await assertVisible(session, place, signal);
  else remember(session, place);
  return listing;
}

/** An index that a layer carries says the digests of contents, or nobody does without reading all of the layer. */
function hasHashes({ source, hashes }: ArchiveListing): boolean {
  return source !== 'archive' || hashes !== undefined;
}

async function read(
  session: Session,
  place: ArchivePlace,
  signal: AbortSignal,
  isHashed: boolean,
): Promise<ArchiveListing> {
  const leave = await turns.acquire({ signal });
  try {
    const client = connect(session, place.registry);
    const carried = await readCarriedIndex(client, place, signal);
    const listing =
      carried.listing ??
      (await readArchive(carried.whole ?? (await bodyOf(client, place, signal)), isHashed));
    const [whole, carriedKey] = keysOf(place);
    listings.set(listing.verified === 'digest' ? whole : carriedKey, listing);
    return listing;
  } finally {
    leave();
  }
}

async function bodyOf(client: RegistryClient, { repository, digest }: ArchivePlace, signal: AbortSignal) {
  const { body } = await client.getBlob(repository, digest, { signal });
  return body;
}

/**
 * The names of a list in memory: of one that was compared with the digest of the blob, and of one from an index that it
 * carries. That is only as good as who named its digest, or the registry that gave it: it is for those alone.
 */
function keysOf({ registry, repository, digest, descriptor }: ArchivePlace): readonly [string, string] {
  const tocDigest = tocDigestOf(descriptor?.annotations);
  return [digest, `${digest} ${tocDigest ?? `${registry}/${repository}`}`];
}

/** Asks the registry whether it shows a blob to this session, unless it has done so lately. */
async function assertVisible(session: Session, place: ArchivePlace, signal: AbortSignal): Promise<void> {
  const { registry, repository, digest } = place;
  const { cache, client } = placeOf(session, place);
  if (cache.blobs.has(`${repository}@${digest}`)) return;
  if (!(await client.hasBlob(repository, digest, { signal })))
    throw new RegistryError('not-found', registry, `${registry}/${repository} has no blob ${digest}.`);
  remember(session, place);
}

function remember(session: Session, place: ArchivePlace): void {
  placeOf(session, place).cache.blobs.set(`${place.repository}@${place.digest}`, true);
}
