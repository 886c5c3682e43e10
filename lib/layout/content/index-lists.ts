import type { LayoutIndex, ManifestRecord } from '#lib/layout/content/layout-index';
import type { Digest } from '#lib/oci/digest';

type Referrers = ReadonlyMap<Digest, readonly ManifestRecord[]>;

// An index never changes, so what is computed from it holds as long as it does.
const tagLists = new WeakMap<LayoutIndex, readonly string[]>();
const referrersOf = new WeakMap<LayoutIndex, Referrers>();

/** The tags in the order of their bytes (distribution-spec "Listing Tags"). */
export function listTags(index: LayoutIndex): readonly string[] {
  return remember(tagLists, index, () => [...index.tags.keys()].sort());
}

/** The manifests whose subject is this, sorted by digest, whether or not the subject itself is there. */
export function listReferrers(index: LayoutIndex, subject: Digest): readonly ManifestRecord[] {
  return remember(referrersOf, index, () => groupBySubject(index)).get(subject) ?? [];
}

function groupBySubject(index: LayoutIndex): Referrers {
  const groups = new Map<Digest, ManifestRecord[]>();
  for (const record of index.manifests.values()) {
    if (record.subject === undefined) continue;
    const group = groups.get(record.subject);
    if (group === undefined) groups.set(record.subject, [record]);
    else group.push(record);
  }
  for (const group of groups.values()) group.sort(byDigest);
  return groups;
}

function byDigest(a: ManifestRecord, b: ManifestRecord): number {
  return a.descriptor.digest < b.descriptor.digest ? -1 : 1;
}

function remember<T>(memory: WeakMap<LayoutIndex, T>, index: LayoutIndex, compute: () => T): T {
  const known = memory.get(index);
  if (known !== undefined) return known;
  const computed = compute();
  memory.set(index, computed);
  return computed;
}
