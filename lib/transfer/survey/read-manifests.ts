import pLimit from 'p-limit';
import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import { isManifestMediaType } from '#lib/oci/media-type';
import type { RegistryClient } from '#lib/registry/registry-client';
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
  readonly missing: ReadonlyMap<Digest, string>;
  readonly unreadable: ReadonlyMap<Digest, string>;
};

type Options = {
  /** Where a node lies. */
  readonly placeOf: (node: GraphNode) => { readonly client: RegistryClient; readonly repository: string };
  readonly requestsMax: number;
  readonly signal: AbortSignal;
};

/** Reads the manifests of a graph, mostly from what its walk has left in the memory of the client. */
export async function readManifests(
  nodes: readonly GraphNode[],
  { placeOf, requestsMax, signal }: Options,
): Promise<ReadManifests> {
  const limit = pLimit(requestsMax);
  const read = new Map<Digest, ReadManifest>();
  const missing = new Map<Digest, string>();
  const unreadable = new Map<Digest, string>();
  const readOne = async (node: GraphNode) => {
    const { client, repository } = placeOf(node);
    try {
      const { manifest, mediaType, bytes } = await client.getManifest(repository, node.digest, { signal });
      read.set(node.digest, { manifest, mediaType, size: bytes.byteLength });
    } catch (error) {
      signal.throwIfAborted();
      if (isNotFound(error)) missing.set(node.digest, 'The registry does not have it.');
      else unreadable.set(node.digest, reasonOf(error));
    }
  };
  const wanted = nodes.filter(
    ({ state, mediaType }) => state !== 'missing' && isManifestMediaType(mediaType),
  );
  for (const { digest, state, reason } of nodes)
    if (state === 'missing') missing.set(digest, reason ?? 'The registry does not have it.');
  await Promise.all(wanted.map((node) => limit(() => readOne(node))));
  return { read, missing, unreadable };
}
