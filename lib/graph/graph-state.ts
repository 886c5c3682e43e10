import type { Answer, Fact, Graph, GraphEdge, GraphNode, RequestCount } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';

/** A graph that is still being learned, keyed for merging; treat it as immutable. */
export type GraphState = {
  readonly root: Digest | undefined;
  readonly reference: string;
  readonly nodes: ReadonlyMap<Digest, GraphNode>;
  readonly edges: ReadonlyMap<string, GraphEdge>;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly limits: readonly string[];
  readonly requests: RequestCount;
  readonly milliseconds: number;
  /** Undefined while facts are still coming. */
  readonly complete: boolean | undefined;
};

export const emptyGraphState: GraphState = {
  root: undefined,
  reference: '',
  nodes: new Map(),
  edges: new Map(),
  answers: new Map(),
  limits: [],
  requests: { sent: 0, cached: 0 },
  milliseconds: 0,
  complete: undefined,
};

/**
 * The state with these facts added. Nodes merge by digest (what was read wins over what was only listed), edges by their
 * ends and relation (sources add up), answers by question and source (the newest wins). A later walk adds to the
 * first one: the root stays, requests and time add up.
 */
export function addFacts(state: GraphState, facts: readonly Fact[]): GraphState {
  const nodes = new Map(state.nodes);
  const edges = new Map(state.edges);
  const answers = new Map(state.answers);
  const limits = [...state.limits];
  let { root, reference, requests, milliseconds, complete } = state;
  for (const fact of facts) {
    switch (fact.type) {
      case 'root':
        if (root === undefined) ({ root, reference } = fact);
        complete = undefined;
        break;
      case 'node':
        nodes.set(fact.node.digest, mergeNode(nodes.get(fact.node.digest), fact.node));
        break;
      case 'edge':
        edges.set(edgeKey(fact.edge), mergeEdge(edges.get(edgeKey(fact.edge)), fact.edge));
        break;
      case 'answer':
        answers.set(answerKey(fact.answer), fact.answer);
        break;
      case 'limit':
        if (!limits.includes(fact.reason)) limits.push(fact.reason);
        break;
      case 'end':
        requests = {
          sent: requests.sent + fact.requests.sent,
          cached: requests.cached + fact.requests.cached,
        };
        milliseconds += fact.milliseconds;
        complete = fact.complete;
        break;
      default:
        fact satisfies never;
    }
  }
  return {
    root,
    reference,
    nodes,
    edges,
    answers,
    limits,
    requests,
    milliseconds,
    complete,
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
export function edgeKey(edge: GraphEdge): string {
  return `${edge.from} ${edge.relation} ${edge.to}`;
}

function answerKey(answer: Answer): string {
  return `${answer.about} ${answer.question} ${answer.source}`;
}

function mergeNode(known: GraphNode | undefined, next: GraphNode): GraphNode {
  if (known === undefined) return next;
  const [weaker, stronger] = knowledge(next) >= knowledge(known) ? [known, next] : [next, known];
  const tags = [...new Set([...known.tags, ...next.tags])].sort();
  return {
    ...weaker,
    ...stronger,
    annotations: { ...weaker.annotations, ...stronger.annotations },
    tags,
  };
}

function knowledge(node: GraphNode): number {
  return { listed: 0, missing: 1, unreadable: 1, loaded: 2 }[node.state];
}

function mergeEdge(known: GraphEdge | undefined, next: GraphEdge): GraphEdge {
  if (known === undefined) return next;
  return {
    ...known,
    sources: [...new Set([...known.sources, ...next.sources])].sort(),
  };
}
