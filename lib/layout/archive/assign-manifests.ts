import { partsOf } from '#lib/graph/successors';
import { locateEntry, repositoryKey } from '#lib/layout/archive/archive-names';
import type { StoredManifest } from '#lib/layout/content/read-layout';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';

/** What an archive holds of one repository. */
export type RepositoryContent = {
  readonly manifests: Set<Digest>;
  readonly tags: Map<string, Digest>;
};

type Manifests = ReadonlyMap<Digest, StoredManifest>;

/**
 * Says for every repository which manifests of an archive are its. One with our annotation goes where that says and
 * nowhere else; all others go wherever they can be reached: with the index that lists them, with their subject.
 * Entries that name no repository belong to `fallback`, when there is one.
 */
export function assignManifests(
  entries: readonly Descriptor[],
  manifests: Manifests,
  fallback: string | undefined,
): ReadonlyMap<string, RepositoryContent> {
  const contents = new Map<string, RepositoryContent>();
  const placed = new Set<Digest>();
  for (const entry of entries) {
    const { repository = fallback, tag } = locateEntry(entry);
    if (entry.annotations?.[repositoryKey] !== undefined) placed.add(entry.digest);
    if (repository === undefined || !manifests.has(entry.digest)) continue;
    const content = contents.get(repository) ?? { manifests: new Set(), tags: new Map() };
    contents.set(repository, content);
    content.manifests.add(entry.digest);
    if (tag !== undefined) content.tags.set(tag, entry.digest);
  }
  const free = new Map([...manifests].filter(([digest]) => !placed.has(digest)));
  const bySubject = groupBySubject(free);
  for (const content of contents.values()) addReachable(content.manifests, manifests, free, bySubject);
  return contents;
}

function addReachable(
  members: Set<Digest>,
  manifests: Manifests,
  free: Manifests,
  bySubject: ReadonlyMap<Digest, readonly Digest[]>,
): void {
  // A set that grows while it is walked: what is added is walked as well.
  for (const digest of members) {
    const manifest = manifests.get(digest)?.manifest;
    const children = manifest === undefined ? [] : partsOf(manifest).manifests;
    for (const child of children) if (free.has(child.digest)) members.add(child.digest);
    for (const referrer of bySubject.get(digest) ?? []) members.add(referrer);
  }
}

function groupBySubject(manifests: Manifests): ReadonlyMap<Digest, readonly Digest[]> {
  const groups = new Map<Digest, Digest[]>();
  for (const [digest, { manifest }] of manifests) {
    if (manifest.subject === undefined) continue;
    const group = groups.get(manifest.subject.digest) ?? [];
    groups.set(manifest.subject.digest, group);
    group.push(digest);
  }
  return groups;
}
