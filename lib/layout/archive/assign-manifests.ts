import { partsOf } from '#lib/graph/successors';
import type { StoredManifest } from '#lib/layout/content/read-layout';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { refNameKey } from '#lib/oci/image-layout';
import { isRepositoryName, isTag } from '#lib/oci/reference';

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

/**
 * The annotation that names the repository of an entry in an archive of several repositories. A tagged entry has it
 * beside its `org.opencontainers.image.ref.name` of the form `repository:tag`, an untagged one (a child of an index, a
 * referrer) alone. A manifest that is in two repositories has an entry for each.
 */
export const repositoryKey = 'dev.orrery.repository';

/** Where an entry of an archive belongs; both are undefined in archives that say nothing. */
export type EntryLocation = { readonly repository: string | undefined; readonly tag: string | undefined };

/**
 * Reads the names of an entry: ours, or those of other tools, which write a bare tag (skopeo, oras) or a full reference
 * (containerd, BuildKit) whose host is dropped. What is no name or no tag is left out.
 */
export function locateEntry({ annotations = {} }: Descriptor): EntryLocation {
  const named = splitName(annotations[refNameKey] ?? '');
  const repository = annotations[repositoryKey] ?? named.repository;
  return {
    repository: isRepositoryName(repository) ? repository : undefined,
    tag: isTag(named.tag) ? named.tag : undefined,
  };
}

function splitName(name: string): { readonly repository: string; readonly tag: string } {
  const colon = name.lastIndexOf(':');
  if (colon <= name.lastIndexOf('/')) return { repository: '', tag: name };
  return { repository: withoutHost(name.slice(0, colon)), tag: name.slice(colon + 1) };
}

function withoutHost(repository: string): string {
  const [first = '', ...rest] = repository.split('/');
  const isHost = rest.length > 0 && (first === 'localhost' || /[.:]/.test(first));
  return isHost ? rest.join('/') : repository;
}
