import pLimit from 'p-limit';
import type { GraphNode } from '#lib/graph/model';
import type { Parts, Successor } from '#lib/graph/successors';
import { mayLieElsewhere, partsOf, successorsOf } from '#lib/graph/successors';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import { isManifestMediaType } from '#lib/oci/media-type';
import type { RegistryClient } from '#lib/registry/registry-client';
import { embeddedText } from '#lib/transfer/survey/embedded-text';
import { isNotFound, reasonOf } from '#lib/transfer/survey/reason-of';

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

type Place = { readonly client: RegistryClient; readonly repository: string };

type Options = {
  /** Where a node lies. */
  readonly placeOf: (node: GraphNode) => Place;
  readonly requestsMax: number;
  readonly signal: AbortSignal;
};

const absent = 'The registry does not have it.';

/**
 * Reads the manifests of a graph, mostly from what its walk has left in the memory of the client, and those that stand
 * where no walk looks. Blobs that a registry need not have are asked for: entries of an index, foreign layers.
 */
export async function readManifests(
  nodes: readonly GraphNode[],
  { placeOf, requestsMax, signal }: Options,
): Promise<ReadManifests> {
  const found = emptyFindings();
  const limit = pLimit(requestsMax);
  const answers = new Map<Digest, Promise<ReadManifest | Unread>>();
  const asked = new Set<Digest>();

  const readOne = async (place: Place, digest: Digest): Promise<void> => {
    const known = answers.get(digest);
    const answer = known ?? limit(() => readFrom(place, digest, signal));
    answers.set(digest, answer);
    const outcome = await answer;
    if (known !== undefined) return;
    if ('reason' in outcome) found[outcome.state].set(digest, outcome.reason);
    else {
      found.read.set(digest, outcome);
      await Promise.all(successorsOf(outcome.manifest).map((successor) => lookAt(place, successor)));
    }
  };

  const lookAt = async (place: Place, { role, descriptor, isManifest }: Successor): Promise<void> => {
    const { digest } = descriptor;
    if (role === 'subject') return;
    if (isManifest) await readOne(place, digest);
    const isInDoubt = isManifest
      ? role !== 'entry' && found.missing.has(digest)
      : role === 'entry' || mayLieElsewhere(descriptor) || descriptor.data !== undefined;
    if (!isInDoubt || asked.has(digest)) return;
    asked.add(digest);
    const isHere = await limit(() => isBlobHere(place, digest, signal));
    if (isHere) {
      if (isManifest) found.blobs.add(digest);
      found.missing.delete(digest);
    } else if (!isManifest) await explainAbsence(place, role, descriptor);
  };

  const explainAbsence = async (place: Place, role: Successor['role'], blob: Descriptor): Promise<void> => {
    const text = embeddedText(blob);
    if (text !== undefined) found.embedded.set(blob.digest, text);
    else if (mayLieElsewhere(blob)) found.foreign.add(blob.digest);
    else if (role !== 'entry') found.missing.set(blob.digest, absent);
    // An entry of an unknown type, or of none, may be a manifest all the same.
    else await readOne(place, blob.digest);
  };

  for (const { digest, state, reason = absent } of nodes) {
    if (state !== 'missing') continue;
    found.missing.set(digest, reason);
    answers.set(digest, Promise.resolve({ state, reason }));
  }
  const wanted = nodes.filter(
    ({ state, mediaType }) => state !== 'missing' && isManifestMediaType(mediaType),
  );
  await Promise.all(wanted.map((node) => readOne(placeOf(node), node.digest)));
  return found;
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
  { client, repository }: Place,
  digest: Digest,
  signal: AbortSignal,
): Promise<ReadManifest | Unread> {
  try {
    const { manifest, mediaType, bytes } = await client.getManifest(repository, digest, { signal });
    return { manifest, mediaType, size: bytes.byteLength };
  } catch (error) {
    signal.throwIfAborted();
    return isNotFound(error)
      ? { state: 'missing', reason: absent }
      : { state: 'unreadable', reason: reasonOf(error) };
  }
}

// Where the registry does not tell, the copy of the blob finds out.
async function isBlobHere({ client, repository }: Place, digest: Digest, signal: AbortSignal) {
  try {
    return await client.hasBlob(repository, digest, { signal });
  } catch (error) {
    signal.throwIfAborted();
    reasonOf(error);
    return true;
  }
}
