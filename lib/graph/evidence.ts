import type { GraphState } from '#lib/graph/graph-state';
import type { EdgeSource, GraphNode } from '#lib/graph/model';
import { openQuestions } from '#lib/graph/questions';
import type { Links } from '#lib/graph/successors';
import { linksOf } from '#lib/graph/successors';
import type { Digest } from '#lib/oci/digest';

const evidenceKinds = ['signature', 'provenance', 'sbom', 'vex', 'vulnerability-report'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** What the head line may say about one kind of evidence: found, none, not known; `asking` until the walk has ended. */
export type Evidence = { readonly kind: EvidenceKind } & (
  | { readonly state: 'found'; readonly nodes: readonly Digest[] }
  | { readonly state: 'none'; readonly asked: readonly EdgeSource[] }
  | { readonly state: 'unknown'; readonly reason: string }
  | { readonly state: 'asking' }
);

/**
 * The evidence that is attached to the root, or to what an index holds. `none` is said only when every source that was
 * asked about the root answered, the walk came to its end, and nothing unread could be the thing: promise 2.
 * `isAsking`: whether facts are still coming; a stream that broke is not.
 */
export function evidenceOf(state: GraphState, isAsking = state.complete === undefined): readonly Evidence[] {
  const attached = attachedTo(state);
  return evidenceKinds.map((kind): Evidence => {
    const nodes = attached.filter((node) => carries(node, kind)).map(({ digest }) => digest);
    if (nodes.length > 0) return { kind, state: 'found', nodes };
    if (isAsking) return { kind, state: 'asking' };
    const reason = doubtAbout(state, attached, kind);
    if (reason !== undefined) return { kind, state: 'unknown', reason };
    return { kind, state: 'none', asked: sourcesAsked(state) };
  });
}

function attachedTo(state: GraphState): readonly GraphNode[] {
  if (state.root === undefined) return [];
  const links = linksOf(state);
  const held = (links.successors.get(state.root) ?? []).filter(({ relation }) => relation === 'child');
  const digests = [state.root, ...held.map(({ to }) => to)].flatMap((digest) => referrersOf(links, digest));
  return [...new Set(digests)].flatMap((digest) => state.nodes.get(digest) ?? []);
}

function referrersOf(links: Links, digest: Digest): readonly Digest[] {
  return (links.predecessors.get(digest) ?? [])
    .filter(({ relation }) => relation === 'subject' || relation === 'about')
    .map(({ from }) => from);
}

function carries(node: GraphNode, kind: EvidenceKind): boolean {
  return node.kind === kind || node.parts?.some((part) => part.kind === kind) === true;
}

function doubtAbout(
  state: GraphState,
  attached: readonly GraphNode[],
  kind: EvidenceKind,
): string | undefined {
  const open = openQuestions(state).find(
    ({ about, question }) => about === state.root && (question === 'referrers' || question === 'manifest'),
  );
  if (open !== undefined) return open.reason;
  if (sourcesAsked(state).length === 0) return 'nobody was asked';
  if (state.complete === undefined) return 'the answer was cut off';
  if (state.limits[0] !== undefined) return state.limits[0];
  const unread = attached.filter((node) => mayBe(node, kind)).length;
  if (unread === 0) return sourcesAsked(state).includes('cosign-tags') ? undefined : tagsNotAsked;
  return unread === 1 ? 'one attachment was not read yet' : `${unread} attachments were not read yet`;
}

// Before 3.0 cosign kept signatures, attestations and SBOMs under tags alone, where no list of referrers names them.
const tagsNotAsked = 'the tags that cosign wrote before 3.0 (.sig, .att, .sbom) were not asked for';

// An envelope that was not opened may hold any statement; only a sigstore bundle may also be a plain signature.
function mayBe(node: GraphNode, kind: EvidenceKind): boolean {
  if (node.kind !== 'attestation' || node.confidence === 'content') return node.state === 'unreadable';
  return kind !== 'signature' || node.format === 'sigstore-bundle';
}

function sourcesAsked(state: GraphState): readonly EdgeSource[] {
  return [...state.answers.values()]
    .filter(({ about, question }) => about === state.root && question === 'referrers')
    .map(({ source }) => source);
}
