import { LRUCache } from 'lru-cache';
import { createSemaphore } from '#lib/async/semaphore';
import { createSingleFlight } from '#lib/async/single-flight';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import { RegistryError } from '#lib/registry/registry-error';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import { connect, placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import type { ArchiveListing } from './archive-listing.ts';
import { readArchive } from './read-archive.ts';

/** An archive in a repository; what its manifest says of it is known where the manifest was read. */
export type ArchivePlace = Repository & {
  readonly digest: Digest;
  readonly descriptor?: Descriptor;
};

const listings = new LRUCache<Digest, ArchiveListing>({
  maxSize: limits.archiveIndexEntriesMax,
  sizeCalculation: ({ files }) => 1 + files.keys.length,
});
const flights = createSingleFlight<ArchiveListing>();
const turns = createSemaphore(limits.archivesAtOnce);
/** What a session has been shown, for a while; it dies with the connection. */
const shown = new WeakMap<object, LRUCache<string, true>>();

/**
 * The files of an archive. The list is made once for a digest and kept; it is given to a session only when the registry
 * shows that session the blob.
 *
 * @throws ProblemError `files-unreadable` for a blob that is no archive, or is encrypted
 * @throws RegistryError when the blob cannot be read with the credentials of the session
 */
export async function listArchive(
  session: Session,
  place: ArchivePlace,
  signal: AbortSignal,
): Promise<ArchiveListing> {
  const { digest, descriptor } = place;
  if (descriptor !== undefined && /\+encrypted\b/.test(descriptor.mediaType))
    throw problemError(
      'files-unreadable',
      'This layer is encrypted: only who holds the key can list its files.',
    );
  const known = listings.get(digest);
  if (known !== undefined) {
    await assertShown(session, place, signal);
    return known;
  }
  // Whoever joins has not asked the registry yet.
  let isShared = false;
  const listing = await flights(digest, (working) => read(session, place, working), {
    signal,
    onShared: () => {
      isShared = true;
    },
  });
  if (isShared) await assertShown(session, place, signal);
  else remember(session, place);
  return listing;
}

async function read(session: Session, place: ArchivePlace, signal: AbortSignal): Promise<ArchiveListing> {
  const leave = await turns.acquire({ signal });
  try {
    const client = connect(session, place.registry);
    const { body } = await client.getBlob(place.repository, place.digest, { signal });
    const listing = await readArchive(body);
    listings.set(place.digest, listing);
    return listing;
  } finally {
    leave();
  }
}

/**
 * Asks the registry whether it shows a blob to this session, unless it has done so lately.
 *
 * @throws RegistryError `not-found`, or what the registry answers
 */
export async function assertShown(session: Session, place: ArchivePlace, signal: AbortSignal): Promise<void> {
  if (rights(session, place).has(keyOf(place))) return;
  const { registry, repository, digest } = place;
  const isThere = await connect(session, registry).hasBlob(repository, digest, { signal });
  if (!isThere)
    throw new RegistryError('not-found', registry, `${registry}/${repository} has no blob ${digest}.`);
  remember(session, place);
}

function remember(session: Session, place: ArchivePlace): void {
  rights(session, place).set(keyOf(place), true);
}

function rights(session: Session, place: ArchivePlace): LRUCache<string, true> {
  const owner = placeOf(session, place).cache;
  const known = shown.get(owner);
  if (known !== undefined) return known;
  const created = new LRUCache<string, true>({ max: limits.shownBlobsMax, ttl: limits.shownBlobsAgeMs });
  shown.set(owner, created);
  return created;
}

function keyOf({ repository, digest }: ArchivePlace): string {
  return `${repository}@${digest}`;
}
