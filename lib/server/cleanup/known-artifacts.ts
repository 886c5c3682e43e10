import type { TagTarget } from '#lib/graph/repository-snapshot';
import type { Digest } from '#lib/oci/digest';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import type { StoredArtifact } from '#lib/retention/repository-facts';
import { timeOf } from '#lib/retention/repository-facts';

/** The artifacts of a repository as they become known: what two walks say of one adds up. */
export type KnownArtifacts = {
  /** Adds what a walk has found, and gives each as it is known now. */
  readonly add: (found: readonly StoredArtifact[]) => readonly StoredArtifact[];
  readonly get: (digest: Digest) => StoredArtifact | undefined;
  /** All of them, those with a tag first. */
  readonly all: () => readonly StoredArtifact[];
};

/** No artifacts yet; `targets` are all tags and `indexes` what every index holds, so that each artifact has its own from the beginning. */
export function createKnownArtifacts(
  targets: ReadonlyMap<string, TagTarget>,
  indexes: ReadonlyMap<Digest, readonly Digest[]>,
): KnownArtifacts {
  const known = new Map<Digest, StoredArtifact>();
  const tags = Map.groupBy(targets, ([, { digest }]) => digest);
  const withTags = (artifact: StoredArtifact): StoredArtifact => {
    const own = (tags.get(artifact.digest) ?? []).map(([tag]) => tag);
    const madeTags = own.filter((tag) => isMadeOfAnother(tag, artifact.digest));
    const isList = madeTags.some((tag) => parseDigestTag(tag)?.purpose === 'referrers');
    return {
      ...artifact,
      tags: own.filter((tag) => parseDigestTag(tag) === undefined),
      madeTags,
      // A list of referrers names what is about its subject: it holds nothing.
      holds: isList ? [] : [...new Set([...artifact.holds, ...(indexes.get(artifact.digest) ?? [])])],
    };
  };
  return {
    add: (found) =>
      found.map((artifact) => {
        const merged = merge(known.get(artifact.digest), withTags(artifact));
        known.set(artifact.digest, merged);
        return merged;
      }),
    get: (digest) => known.get(digest),
    all: () => [...known.values()].toSorted(inOrder),
  };
}

/** By tag, as people count; then what has none, the newest first. The same repository gives the same lists. */
function inOrder(a: StoredArtifact, b: StoredArtifact): number {
  const byTag = byName.compare(a.tags[0] ?? last, b.tags[0] ?? last);
  return byTag || (timeOf(b) ?? 0) - (timeOf(a) ?? 0) || (a.digest < b.digest ? -1 : 1);
}

const byName = new Intl.Collator('en', { numeric: true });
/** Behind every tag. */
const last = '\uffff';

/** Whether a tag is made from the digest of a subject; GitLab answers such a tag with the subject itself. */
export function isMadeOfAnother(tag: string, digest: Digest): boolean {
  const made = parseDigestTag(tag);
  return made !== undefined && !digest.includes(made.prefix.slice(made.prefix.indexOf('-') + 1));
}

/** The newer reading, where it says more; what both are attached to adds up. */
function merge(known: StoredArtifact | undefined, found: StoredArtifact): StoredArtifact {
  if (known === undefined) return found;
  const [more, less] = weight(found) >= weight(known) ? [found, known] : [known, found];
  return {
    ...less,
    ...more,
    subjects: [...new Set([...known.subjects, ...found.subjects])],
    holds: [...new Set([...known.holds, ...found.holds])],
    signed: [known.signed, found.signed].find((state) => state !== 'unknown') ?? 'unknown',
    ...([known.signed, found.signed].includes('found') ? { signed: 'found' } : {}),
  };
}

function weight({ series, size, created }: StoredArtifact): number {
  return [series, size, created].filter((value) => value !== undefined).length;
}
