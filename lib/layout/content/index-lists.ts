import type { LayoutIndex, ManifestRecord } from '#lib/layout/content/layout-index';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { refNameKey } from '#lib/oci/image-layout';

type Referrers = ReadonlyMap<Digest, readonly ManifestRecord[]>;

// An index never changes, so a list computed from it stays valid.
const tagLists = new WeakMap<LayoutIndex, readonly string[]>();
const referrersBySubject = new WeakMap<LayoutIndex, Referrers>();

/**
 * The tags in lexical order:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags
 */
export function sortedTags(index: LayoutIndex): readonly string[] {
  return memoize(tagLists, index, () => [...index.tags.keys()].sort());
}

/** The manifests with this subject, sorted by digest, also when the subject itself does not exist. */
export function referrersOf(index: LayoutIndex, subject: Digest): readonly ManifestRecord[] {
  return memoize(referrersBySubject, index, () => groupBySubject(index)).get(subject) ?? [];
}

/**
 * The entries of the index.json of a repository: one for each tag, then one for each manifest without a tag, as oras
 * writes them.
 */
export function listEntries(index: LayoutIndex): readonly Descriptor[] {
  const tagged = new Set(index.tags.values());
  const named = [...index.tags].flatMap(([tag, digest]): readonly Descriptor[] => {
    const record = index.manifests.get(digest);
    return record === undefined ? [] : [{ ...record.descriptor, annotations: { [refNameKey]: tag } }];
  });
  const untagged = [...index.manifests.values()].filter(({ descriptor }) => !tagged.has(descriptor.digest));
  return [...named, ...untagged.map(({ descriptor }) => descriptor)];
}

function groupBySubject(index: LayoutIndex): Referrers {
  const attached = [...index.manifests.values()].flatMap((record) =>
    record.subject === undefined ? [] : [{ record, subject: record.subject }],
  );
  const groups = Map.groupBy(attached.toSorted(byDigest), ({ subject }) => subject);
  return new Map([...groups].map(([subject, group]) => [subject, group.map(({ record }) => record)]));
}

type Attached = { readonly record: ManifestRecord };

function byDigest({ record: one }: Attached, { record: other }: Attached): number {
  return one.descriptor.digest < other.descriptor.digest ? -1 : 1;
}

function memoize<T>(cache: WeakMap<LayoutIndex, T>, index: LayoutIndex, compute: () => T): T {
  const cached = cache.get(index);
  if (cached !== undefined) return cached;
  const computed = compute();
  cache.set(index, computed);
  return computed;
}
