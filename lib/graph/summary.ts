import type { Check } from '#lib/graph/check';
import { bestCheckOfKind } from '#lib/graph/check';
import { addFacts } from '#lib/graph/collect-facts';
import type { Evidence, EvidenceKind } from '#lib/graph/evidence';
import { evidenceOf } from '#lib/graph/evidence';
import { emptyGraphState } from '#lib/graph/graph-state';
import type { Fact, GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { listedPlatforms, mostPulled } from './listed-platforms.ts';

/** What a row of a list says of an artifact. */
export type Summary = {
  readonly node: GraphNode;
  /** Of an index those of its entries, without its attestations; of an image its own. */
  readonly platforms: readonly string[];
  /** Bytes of config and layers of an image; undefined for an index. */
  readonly contentSize?: number;
  /** Of an index: the platform that somebody most likely pulls, and its bytes of config and layers once it is read. */
  readonly pulled?: { readonly platform: string; readonly digest: Digest; readonly contentSize?: number };
  /** RFC 3339: its own, else the newest of its entries. */
  readonly created?: string;
  readonly evidence: readonly Evidence[];
  /** Of the evidence that was found and is signed: whether it was checked. */
  readonly checks: ReadonlyMap<EvidenceKind, Check>;
};

/** What the facts of a whole walk say of the artifact in its middle; undefined where it was not found. */
export function summaryOf(facts: readonly Fact[]): Summary | undefined {
  const state = addFacts(emptyGraphState, facts);
  const node = state.root === undefined ? undefined : state.nodes.get(state.root);
  if (node === undefined) return undefined;
  const held = [...state.edges.values()]
    .filter(({ from, relation }) => from === state.root && relation === 'child')
    .flatMap(({ to }) => state.nodes.get(to) ?? [])
    .filter(({ platform }) => platform !== undefined && platform !== 'unknown/unknown');
  const platforms = (held.length === 0 ? [node] : held).flatMap(listedPlatforms);
  const { contentSize } = node;
  const created =
    node.created ??
    held
      .flatMap((child) => child.created ?? [])
      .toSorted()
      .at(-1);
  const evidence = evidenceOf(state, false);
  return {
    node,
    platforms: [...new Set(platforms)],
    ...(contentSize === undefined || held.length > 0 ? {} : { contentSize }),
    ...pulledOf(held),
    ...(created === undefined ? {} : { created }),
    evidence,
    checks: new Map(
      evidence.flatMap((one) => {
        if (one.state !== 'found') return [];
        const check = bestCheckOfKind(
          one.kind,
          one.nodes.flatMap((digest) => state.nodes.get(digest) ?? []),
        );
        return check === undefined ? [] : [[one.kind, check] as const];
      }),
    ),
  };
}

function pulledOf(held: readonly GraphNode[]): Pick<Summary, 'pulled'> {
  const found = mostPulled(held);
  if (found?.platform === undefined) return {};
  const { platform, digest, contentSize } = found;
  return { pulled: { platform, digest, ...(contentSize === undefined ? {} : { contentSize }) } };
}
