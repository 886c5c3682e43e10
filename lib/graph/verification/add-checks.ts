import type { CheckedNode, Verified } from '#lib/graph/check';
import type { GraphState } from '#lib/graph/graph-state';
import type { Digest } from '#lib/oci/digest';
import { cleanText } from '#lib/text/untrusted-text';
import { checkText } from './check-words.ts';
import type { EvidenceCheck } from './evidence-check.ts';

type Checks = readonly EvidenceCheck[];

const added = new WeakMap<GraphState, WeakMap<Checks, GraphState>>();

/**
 * The graph with what verification says of its nodes, which {@link checkOf} reads. The same two inputs give the same
 * object, and nodes that no check is about stay the same: what was drawn of them need not be drawn again.
 */
export function addChecks(state: GraphState, checks: Checks): GraphState {
  const ofState = added.get(state) ?? new WeakMap<Checks, GraphState>();
  added.set(state, ofState);
  const known = ofState.get(checks) ?? merge(state, checks);
  ofState.set(checks, known);
  return known;
}

function merge(state: GraphState, checks: Checks): GraphState {
  const byDigest = Map.groupBy(checks, ({ digest }) => digest);
  const found = [...byDigest].flatMap(([digest, about]): (readonly [Digest, CheckedNode])[] => {
    const node = state.nodes.get(digest);
    return node === undefined ? [] : [[digest, { ...node, verified: about.map(verified) }]];
  });
  return found.length === 0 ? state : { ...state, nodes: new Map([...state.nodes, ...found]) };
}

/** A check as the marks of the graph need it. */
function verified(check: EvidenceCheck): Verified {
  const { state, blob, reason, help, signer } = check;
  const isProven = state === 'valid' || state === 'matches';
  return {
    state,
    text: cleanText(checkText(check)),
    reason: help === undefined ? reason : `${reason} ${help}`,
    ...(blob === undefined ? {} : { blob }),
    ...(isProven && signer !== undefined ? { signer: cleanText(signer.name) } : {}),
  };
}
