import { bindNode, isBound } from '#lib/graph/bind-node';
import type { GraphState } from '#lib/graph/graph-state';
import { emptyGraphState } from '#lib/graph/graph-state';
import type { Answer, Fact, Graph, GraphEdge, GraphNode } from '#lib/graph/model';
import { isOpen } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { mergeNode } from './merge-node.ts';

/**
 * The state with these facts added. Nodes merge by digest ({@link mergeNode}), edges by their ends and relation (sources add
 * up), answers by question and source (the newest wins). A later walk adds to the first one: the root stays, requests and
 * time add up.
 */
export function addFacts(state: GraphState, facts: readonly Fact[]): GraphState {
  const collector = collectFacts(state);
  collector.add(facts);
  return collector.state();
}

/** Adds facts as they come, without a new state for each batch: one of 50,000 nodes is made once. */
export type FactCollector = {
  readonly add: (facts: readonly Fact[]) => void;
  /** All that was added; nothing is added after it. */
  readonly state: () => GraphState;
};

/** A collector that begins with a state, which stays as it is. */
export function collectFacts(begun: GraphState = emptyGraphState): FactCollector {
  const { complete: _, ...rest } = begun;
  const draft: Draft = {
    ...rest,
    nodes: new Map(begun.nodes),
    edges: new Map(begun.edges),
    answers: new Map(begun.answers),
    limits: [...begun.limits],
  };
  let mayBind = false;
  return {
    add: (facts) => {
      mayBind ||= facts.some(isAboutBinding);
      for (const fact of facts) addFact(draft, fact);
    },
    state: () => {
      if (mayBind) bindNodes(draft);
      return { ...draft, complete: isComplete(draft) };
    },
  };
}

/** A state under construction. */
type Draft = { -readonly [K in keyof Omit<GraphState, 'complete'>]: GraphState[K] } & {
  readonly nodes: Map<Digest, GraphNode>;
  readonly edges: Map<string, GraphEdge>;
  readonly answers: Map<string, Answer>;
  readonly limits: string[];
};

function addFact(draft: Draft, fact: Fact): void {
  if (isHole(fact)) draft.walks = { ...draft.walks, hasHole: true };
  switch (fact.type) {
    case 'root':
      if (draft.root === undefined) ({ root: draft.root, reference: draft.reference } = fact);
      draft.walks = { ...draft.walks, begun: draft.walks.begun + 1, hasHole: false };
      break;
    case 'node':
      draft.nodes.set(fact.node.digest, mergeNode(draft.nodes.get(fact.node.digest), fact.node));
      break;
    case 'edge': {
      const key = edgeKey(fact.edge);
      draft.edges.set(key, mergeEdge(draft.edges.get(key), fact.edge));
      break;
    }
    case 'answer':
      draft.answers.set(answerKey(fact.answer), fact.answer);
      break;
    case 'limit':
      if (!draft.limits.includes(fact.reason)) draft.limits.push(fact.reason);
      break;
    case 'end':
      endWalk(draft, fact);
      break;
    default:
      fact satisfies never;
  }
}

function endWalk(draft: Draft, end: Extract<Fact, { type: 'end' }>): void {
  const { requests, walks } = draft;
  draft.requests = {
    sent: requests.sent + end.requests.sent,
    cached: requests.cached + end.requests.cached,
  };
  draft.milliseconds += end.milliseconds;
  draft.rateLimit = end.rateLimit ?? draft.rateLimit;
  draft.walks = {
    ...walks,
    ended: walks.ended + 1,
    // A hole with a name counts for itself, until a later answer fills it.
    partial: walks.partial + (end.complete || walks.hasHole ? 0 : 1),
  };
}

/** The finished document of `GET /api/graph`; undefined before the root is known. */
export function toGraph(state: GraphState): Graph | undefined {
  if (state.root === undefined) return undefined;
  return {
    root: state.root,
    reference: state.reference,
    nodes: [...state.nodes.values()],
    edges: [...state.edges.values()],
    answers: [...state.answers.values()],
    complete: state.complete ?? false,
    requests: state.requests,
  };
}

/** What makes an edge the same edge. */
function edgeKey(edge: GraphEdge): string {
  return `${edge.from} ${edge.relation} ${edge.to}`;
}

// Never better than the worst walk, whichever ended last, nor than what is known to be open or missing.
function isComplete(known: Omit<GraphState, 'complete'>): boolean | undefined {
  const { walks, limits, answers, nodes } = known;
  if (walks.ended < walks.begun || walks.begun === 0) return undefined;
  if (walks.partial > 0 || limits.length > 0) return false;
  for (const answer of answers.values()) if (isOpen(answer)) return false;
  for (const node of nodes.values()) if (isGone(node)) return false;
  return true;
}

function isHole(fact: Fact): boolean {
  if (fact.type === 'answer') return isOpen(fact.answer);
  return fact.type === 'limit' || (fact.type === 'node' && isGone(fact.node));
}

function isGone({ state }: GraphNode): boolean {
  return state === 'missing' || state === 'unreadable';
}

function answerKey(answer: Answer): string {
  return `${answer.about} ${answer.question} ${answer.source}`;
}

function isAboutBinding(fact: Fact): boolean {
  if (fact.type === 'node') return isBound(fact.node);
  return fact.type === 'edge' && refersTo(fact.edge);
}

/** Compares what the nodes name with what they hang on in all walks together. */
function bindNodes({ root, nodes, edges }: Draft): void {
  const subjects = new Map<Digest, Digest[]>();
  for (const node of nodes.values()) if (isBound(node)) subjects.set(node.digest, []);
  if (subjects.size === 0) return;
  for (const edge of edges.values()) if (refersTo(edge)) subjects.get(edge.from)?.push(edge.to);
  for (const [digest, linked] of subjects) {
    const node = nodes.get(digest);
    if (node !== undefined) nodes.set(digest, bindNode(node, linked, digest === root));
  }
}

function refersTo({ relation }: GraphEdge): boolean {
  return relation === 'subject' || relation === 'about';
}

function mergeEdge(known: GraphEdge | undefined, next: GraphEdge): GraphEdge {
  if (known === undefined) return next;
  return {
    ...known,
    sources: [...new Set([...known.sources, ...next.sources])].sort(),
  };
}
