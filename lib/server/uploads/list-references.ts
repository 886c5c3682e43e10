import { listTags } from '#lib/layout/content/index-lists';
import type { LayoutIndex } from '#lib/layout/content/layout-index';
import { blobsIn } from '#lib/layout/content/locate-blob';
import { readManifests } from '#lib/layout/content/read-layout';
import type { LayoutStore } from '#lib/layout/layout-store';
import type { Digest } from '#lib/oci/digest';
import { formatReference, isTag } from '#lib/oci/reference';
import { limits } from '#lib/server/limits';

/** What can be opened in a store: every tag, and by digest what no tag, index or subject leads to; at most a hundred. */
export async function listReferences(store: LayoutStore, registry: string): Promise<readonly string[]> {
  const references: string[] = [];
  for (const repository of store.repositories()) {
    const layout = await store.find(repository);
    if (layout === undefined || references.length >= limits.uploadReferencesMax) continue;
    for (const tag of listTags(layout.index()).filter(isTag)) {
      references.push(formatReference({ registry, repository, tag }));
    }
    for (const digest of await findRoots(layout.folder, layout.index())) {
      references.push(formatReference({ registry, repository, digest }));
    }
  }
  return references.slice(0, limits.uploadReferencesMax);
}

async function findRoots(folder: string, index: LayoutIndex): Promise<readonly Digest[]> {
  const named = new Set(index.tags.values());
  const records = [...index.manifests.values()];
  const free = records.filter(
    ({ descriptor, subject }) => subject === undefined && !named.has(descriptor.digest),
  );
  if (free.length === 0) return [];
  const stored = await readManifests(
    blobsIn(folder),
    records.map(({ descriptor }) => descriptor),
  );
  const children = new Set(
    [...stored.values()].flatMap(({ manifest }) =>
      manifest.shape === 'index' ? manifest.manifests.map(({ digest }) => digest) : [],
    ),
  );
  return free.map(({ descriptor }) => descriptor.digest).filter((digest) => !children.has(digest));
}
