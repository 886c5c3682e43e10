import type { GraphNode } from '#lib/graph/model';
import type { Parts, Successor } from '#lib/graph/successors';
import { mayLieElsewhere, partsOf, successorsOf } from '#lib/graph/successors';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import { isManifestMediaType } from '#lib/oci/media-type';
import { embeddedText } from '#lib/repository/embedded-content';
import { explainError, isNotFound } from '#lib/repository/explain-error';
import type { RepositoryReader } from '#lib/repository/repository-reader';

export type ReadManifest = {
  readonly manifest: Manifest;
  /** As the registry sent it. */
  readonly mediaType: string;
  readonly size: number;
};

/** Every manifest of a graph: read, not there, or not to be read, and why. */
export type ReadManifests = {
  readonly read: ReadonlyMap<Digest, ReadManifest>;
  /** Manifests, and blobs that were asked for. */
  readonly missing: ReadonlyMap<Digest, string>;
  readonly unreadable: ReadonlyMap<Digest, string>;
  /** Layers that are not here, and that may lie at addresses of their own. */
  readonly foreign: ReadonlySet<Digest>;
  /** Blobs that are here although their media type is a manifest's. */
  readonly blobs: ReadonlySet<Digest>;
  /** Blobs that are not here, and whose text the manifest itself holds. */
  readonly embedded: ReadonlyMap<Digest, string>;
};

const absent = 'The registry does not have it.';

/**
 * Reads the manifests of a graph, mostly from what its walk has left in the memory of the client, and those that stand
 * where no walk looks. Blobs that a registry need not have are asked for: entries of an index, foreign layers.
 */
export async function readManifests(
  nodes: readonly GraphNode[],
  /** For the repository that a node lies in. */
  readerOf: (node: GraphNode) => RepositoryReader,
): Promise<ReadManifests> {
  const reading: Reading = { found: emptyFindings(), outcomes: new Map(), askedBlobs: new Set() };
  for (const { digest, state, reason = absent } of nodes) {
    if (state !== 'missing') continue;
    reading.found.missing.set(digest, reason);
    reading.outcomes.set(digest, Promise.resolve({ state, reason }));
  }
  const present = nodes.filter(
    ({ state, mediaType }) => state !== 'missing' && isManifestMediaType(mediaType),
  );
  await Promise.all(present.map((node) => readOne(reading, readerOf(node), node.digest)));
  return reading.found;
}

/** What one reading of a graph has found so far, and what it has asked for already. */
type Reading = {
  readonly found: ReturnType<typeof emptyFindings>;
  readonly outcomes: Map<Digest, Promise<ReadManifest | Unread>>;
  readonly askedBlobs: Set<Digest>;
};

async function readOne(reading: Reading, reader: RepositoryReader, digest: Digest): Promise<void> {
  const { found, outcomes } = reading;
  const earlier = outcomes.get(digest);
  const outcome = earlier ?? readFrom(reader, digest);
  outcomes.set(digest, outcome);
  const manifest = await outcome;
  if (earlier !== undefined) return;
  if ('reason' in manifest) found[manifest.state].set(digest, manifest.reason);
  else {
    found.read.set(digest, manifest);
    const successors = successorsOf(manifest.manifest);
    await Promise.all(successors.map((successor) => lookAt(reading, reader, successor)));
  }
}

async function lookAt(reading: Reading, reader: RepositoryReader, successor: Successor): Promise<void> {
  const { found, askedBlobs } = reading;
  const { role, descriptor, isManifest } = successor;
  const { digest } = descriptor;
  if (role === 'subject') return;
  if (isManifest) await readOne(reading, reader, digest);
  const isInDoubt = isManifest
    ? role !== 'entry' && found.missing.has(digest)
    : role === 'entry' || mayLieElsewhere(descriptor) || descriptor.data !== undefined;
  if (!isInDoubt || askedBlobs.has(digest)) return;
  askedBlobs.add(digest);
  if (await isBlobHere(reader, digest)) {
    if (isManifest) found.blobs.add(digest);
    found.missing.delete(digest);
  } else if (!isManifest) await explainAbsence(reading, reader, role, descriptor);
}

async function explainAbsence(
  reading: Reading,
  reader: RepositoryReader,
  role: Successor['role'],
  blob: Descriptor,
): Promise<void> {
  const { embedded, foreign, missing } = reading.found;
  const text = embeddedText(blob);
  if (text !== undefined) embedded.set(blob.digest, text);
  else if (mayLieElsewhere(blob)) foreign.add(blob.digest);
  else if (role !== 'entry') missing.set(blob.digest, absent);
  // An entry of an unknown type, or of none, may be a manifest all the same.
  else await readOne(reading, reader, blob.digest);
}

/** The manifests and blobs that a manifest is made of, as they were found. */
export function foundParts(manifest: Manifest, { read, blobs }: ReadManifests): Parts {
  return partsOf(
    manifest,
    ({ descriptor: { digest }, isManifest }) => read.has(digest) || (isManifest && !blobs.has(digest)),
  );
}

function emptyFindings() {
  return {
    read: new Map<Digest, ReadManifest>(),
    missing: new Map<Digest, string>(),
    unreadable: new Map<Digest, string>(),
    foreign: new Set<Digest>(),
    blobs: new Set<Digest>(),
    embedded: new Map<Digest, string>(),
  };
}

type Unread = { readonly state: 'missing' | 'unreadable'; readonly reason: string };

async function readFrom(
  { client, repository, call }: RepositoryReader,
  digest: Digest,
): Promise<ReadManifest | Unread> {
  try {
    const { manifest, mediaType, bytes } = await call((signal) =>
      client.getManifest(repository, digest, { signal }),
    );
    return { manifest, mediaType, size: bytes.byteLength };
  } catch (error) {
    return isNotFound(error)
      ? { state: 'missing', reason: absent }
      : { state: 'unreadable', reason: explainError(error).reason };
  }
}

// Where the registry does not tell, the copy of the blob finds out.
async function isBlobHere({ client, repository, call }: RepositoryReader, digest: Digest): Promise<boolean> {
  try {
    return await call((signal) => client.hasBlob(repository, digest, { signal }));
  } catch (error) {
    explainError(error);
    return true;
  }
}
