import type { Answer, GraphEdge, GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { RateLimit, RequestCount } from '#lib/oci/request-usage';

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
  /** What the registry said last of the requests it still allows. */
  readonly rateLimit: RateLimit | undefined;
  readonly walks: WalkCount;
  /** Undefined while facts are still coming; true only when every walk ended whole and no question is open. */
  readonly complete: boolean | undefined;
};

/** A walk that never ends was cut off: its graph never counts as complete. */
type WalkCount = {
  readonly begun: number;
  readonly ended: number;
  /** Ended, and said that something is missing without naming it: no later answer can make that good. */
  readonly partial: number;
  /** Whether the walk under way has named a hole: an open question, a limit, a node that is not there. */
  readonly hasHole: boolean;
};

/** A graph of which nothing is known yet. */
export const emptyGraphState: GraphState = {
  root: undefined,
  reference: '',
  nodes: new Map(),
  edges: new Map(),
  answers: new Map(),
  limits: [],
  requests: { sent: 0, cached: 0 },
  milliseconds: 0,
  rateLimit: undefined,
  walks: { begun: 0, ended: 0, partial: 0, hasHole: false },
  complete: undefined,
};
