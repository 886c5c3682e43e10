import { sortedTags } from '#lib/layout/content/index-lists';
import { blobsIn } from '#lib/layout/content/locate-blob';
import { findRoots } from '#lib/layout/content/read-layout';
import type { LayoutStore } from '#lib/layout/store/layout-store';
import { formatReference, isTag } from '#lib/oci/reference';
import { limits } from '#lib/server/platform/limits';

/** What can be opened in a store: every tag, and by digest what no tag, index or subject leads to; at most a hundred. */
export async function listReferences(store: LayoutStore, registry: string): Promise<readonly string[]> {
  const references: string[] = [];
  for (const repository of store.repositories()) {
    const layout = await store.find(repository);
    if (layout === undefined || references.length >= limits.uploadReferencesMax) continue;
    for (const tag of sortedTags(layout.index()).filter(isTag)) {
      references.push(formatReference({ registry, repository, tag }));
    }
    for (const digest of await findRoots(blobsIn(layout.folder), layout.index())) {
      references.push(formatReference({ registry, repository, digest }));
    }
  }
  return references.slice(0, limits.uploadReferencesMax);
}
