import { partsOf } from '#lib/graph/successors';
import type { LayoutIndex } from '#lib/layout/content/layout-index';
import type { LocateBlob } from '#lib/layout/content/locate-blob';
import { readManifests } from '#lib/layout/content/read-layout';
import type { Digest } from '#lib/oci/digest';

/** The manifests of a layout that nothing leads to: no tag, no index, no subject. */
export async function findRoots(locate: LocateBlob, index: LayoutIndex): Promise<readonly Digest[]> {
  const named = new Set(index.tags.values());
  const records = [...index.manifests.values()];
  const free = records.filter(
    ({ descriptor, subject }) => subject === undefined && !named.has(descriptor.digest),
  );
  if (free.length === 0) return [];
  const stored = await readManifests(
    locate,
    records.map(({ descriptor }) => descriptor),
  );
  const children = new Set(
    [...stored.values()].flatMap(({ manifest }) => partsOf(manifest).manifests.map(({ digest }) => digest)),
  );
  return free.map(({ descriptor }) => descriptor.digest).filter((digest) => !children.has(digest));
}
