import type { Evidence, EvidenceKind } from '#lib/graph/evidence';
import type { Summary } from '#lib/graph/summary';
import type { Digest } from '#lib/oci/digest';

/** What is known of the tags of a repository: of those that were in sight, and of those that were read for an order. */
export type TagFacts = {
  readonly digests: ReadonlyMap<string, Digest>;
  /** Null where the artifact is not there. */
  readonly summaries: ReadonlyMap<Digest, Summary | null>;
  /** Bytes of config and layers of an image; null where its manifest does not tell. */
  readonly sizes: ReadonlyMap<Digest, number | null>;
  /** Tags and digests about which a question failed. */
  readonly failed: ReadonlySet<string>;
};

export const noFacts: TagFacts = {
  digests: new Map(),
  summaries: new Map(),
  sizes: new Map(),
  failed: new Set(),
};

/** What a row says of the artifact under a tag; undefined while that is unknown. */
export function summaryUnder({ digests, summaries }: TagFacts, tag: string): Summary | undefined {
  const digest = digests.get(tag);
  return digest === undefined ? undefined : (summaries.get(digest) ?? undefined);
}

/** Bytes that somebody pulls: of an image its own, of an index those of one platform; undefined where they are unknown. */
export function pulledSize(summary: Summary, sizes: TagFacts['sizes']): number | undefined {
  const { contentSize, pulled } = summary;
  if (contentSize !== undefined || pulled === undefined) return contentSize;
  return pulled.contentSize ?? sizes.get(pulled.digest) ?? undefined;
}

/** Whether nothing more can be learned about a tag; of its size only where that matters. */
export function isRead(facts: TagFacts, tag: string, withSize: boolean): boolean {
  const digest = facts.digests.get(tag);
  if (digest === undefined) return facts.failed.has(tag);
  const summary = facts.summaries.get(digest);
  if (summary === undefined) return facts.failed.has(digest);
  const pulled = withSize ? summary?.pulled : undefined;
  if (pulled === undefined || pulled.contentSize !== undefined) return true;
  return facts.sizes.has(pulled.digest) || facts.failed.has(pulled.digest);
}

/** Of the artifacts that were read: how many have a kind of evidence, and of how many that is unknown. */
export type EvidenceCount = { readonly found: number; readonly unknown: number; readonly read: number };

/** How many of the artifacts that were read have each kind of evidence; `all` are the tags of the repository now. */
export function countEvidence(
  { digests, summaries }: TagFacts,
  all: ReadonlySet<string>,
): (kind: EvidenceKind) => EvidenceCount {
  const named = new Set([...digests].flatMap(([tag, digest]) => (all.has(tag) ? [digest] : [])));
  const read = [...named].flatMap((digest) => summaries.get(digest) ?? []);
  return (kind) => {
    const states = read.map(({ evidence }) => evidenceOfKind(evidence, kind)?.state);
    return {
      found: states.filter((state) => state === 'found').length,
      unknown: states.filter((state) => state === 'unknown' || state === 'asking').length,
      read: read.length,
    };
  };
}

/** What is known of one kind of evidence. */
export function evidenceOfKind(evidence: readonly Evidence[], kind: EvidenceKind): Evidence | undefined {
  return evidence.find((one) => one.kind === kind);
}
