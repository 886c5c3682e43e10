import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';

/** Whether something is signed; `unknown` where no source could prove that it is not. */
export const signedStates = ['found', 'none', 'unknown'] as const;
export type SignedState = (typeof signedStates)[number];

/** A manifest of a repository, as far as it decides what can go. */
export type StoredArtifact = {
  readonly digest: Digest;
  readonly kind: Kind;
  readonly title: string;
  /** The same for all of one kind, form and tool; undefined where its content was not read, so that its tool is unknown. */
  readonly series?: string;
  /** Bytes of the manifest and of what it holds; undefined where it was not read. */
  readonly size?: number;
  /** RFC 3339: when it was made, as it says itself. */
  readonly created?: string;
  readonly tags: readonly string[];
  /** Tags made from the digest of a subject. */
  readonly madeTags: readonly string[];
  /** What it is attached to. */
  readonly subjects: readonly Digest[];
  /** What an index holds. */
  readonly holds: readonly Digest[];
  readonly signed: SignedState;
  /** Who signed it, where all its signatures hold and no policy names any of their signers. */
  readonly unnamedSigners?: readonly string[];
  /** Whether the registry said that it does not have it. */
  readonly isMissing?: true;
};

/** Whether a subject is in the repository; `unknown` where the registry did not prove that it is not. */
export const subjectStates = ['there', 'gone', 'unknown'] as const;
type SubjectState = (typeof subjectStates)[number];

/** A subject that a tag or a manifest names. */
export type SubjectFact = {
  readonly digest: Digest;
  readonly state: SubjectState;
  /** Why it is unknown. */
  readonly reason?: string;
};

/** What is known of a repository at one moment. */
export type RepositoryFacts = {
  readonly artifacts: readonly StoredArtifact[];
  /** Every subject that is no artifact of these, or that is missing. */
  readonly subjects: readonly SubjectFact[];
  /** Why further tags or indexes may hold something; undefined where all were read. */
  readonly unknownHolders?: string;
};

/** When it was made, in milliseconds; undefined where it does not say. */
export function timeOf({ created }: Pick<StoredArtifact, 'created'>): number | undefined {
  const time = created === undefined ? Number.NaN : Date.parse(created);
  return Number.isNaN(time) ? undefined : time;
}

/** The kinds of which a newer one takes the place of an older: each says again all that the one before it said. */
const replaceable: ReadonlySet<Kind> = new Set<Kind>(['vulnerability-report', 'sbom', 'test-result']);

/**
 * Whether a newer one of this kind makes an older one needless. Not so signatures, attestations and provenance, which
 * prove one event each, and VEX documents, of which each may speak about other vulnerabilities.
 */
export function isReplaceable(kind: Kind): boolean {
  return replaceable.has(kind);
}

/** The name of a series: kind, form and tool, which stands last in a title that was read from the content. */
export function seriesOf(node: Pick<GraphNode, 'kind' | 'format' | 'artifactType' | 'title' | 'confidence'>) {
  if (node.confidence !== 'content') return undefined;
  const at = node.title.lastIndexOf(separator);
  const tool = at < 0 ? '' : node.title.slice(at + separator.length);
  return [node.kind, node.artifactType ?? node.format, tool].join(' ');
}

const separator = ' · ';

/**
 * The newest `count` of these and the rest, the newest first. Where two are of one moment the digest decides. What does
 * not say when it was made is in neither: nobody can tell whether it is older.
 */
export function splitNewest<T extends Pick<StoredArtifact, 'digest' | 'created'>>(
  members: readonly T[],
  count: number,
): { readonly newest: readonly T[]; readonly older: readonly T[]; readonly undated: readonly T[] } {
  const dated = members
    .flatMap((member) => {
      const time = timeOf(member);
      return time === undefined ? [] : [{ member, time }];
    })
    .toSorted((a, b) => b.time - a.time || (a.member.digest < b.member.digest ? -1 : 1))
    .map(({ member }) => member);
  return {
    newest: dated.slice(0, count),
    older: dated.slice(count),
    undated: members.filter((member) => timeOf(member) === undefined),
  };
}
