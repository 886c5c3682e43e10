import { explain } from '#lib/discovery/explain';
import { createGate } from '#lib/discovery/gate';
import type { Answer, EdgeSource, Fact, GraphNode, Question, Relation } from '#lib/graph/model';
import { isOpen } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

/** What bounds a walk; reaching a bound is always said. */
export type WalkLimits = {
  readonly walkNodesMax: number;
  readonly walkDepthMax: number;
  readonly walkMilliseconds: number;
  readonly requestsPerRegistry: number;
  /** Each entry of a referrers tag costs a request. */
  readonly referrersTagEntriesMax: number;
};

export type WalkScope = {
  readonly client: RegistryClient;
  /** Name within the registry. */
  readonly repository: string;
  readonly artifactType: string | undefined;
  readonly includeBlobs: boolean;
  readonly limits: WalkLimits;
};

/** What every part of a walk needs: how to ask within the bounds, and how to say what was learned. */
export type WalkContext = WalkScope & {
  /** One call of the client; waits for its turn, and rejects at once when the walk was halted. */
  readonly ask: <T>(call: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  readonly sayRoot: (root: Digest, reference: string) => void;
  /** False when there is no room for one more node: then its edges must not be said either. */
  readonly sayNode: (node: GraphNode) => boolean;
  /** Whether the manifest with this digest was read in this walk. */
  readonly isRead: (digest: Digest) => boolean;
  readonly sayEdge: (from: Digest, relation: Relation, to: Digest, source: EdgeSource) => void;
  readonly sayAnswer: (answer: Answer) => void;
  readonly sayUnknown: (asked: Asked, error: unknown) => void;
  readonly sayLimit: (about: Digest, reason: string) => void;
  /** Stops asking, and says why. */
  readonly halt: (about: Digest, reason: string) => void;
  readonly isHalted: () => boolean;
  readonly isComplete: () => boolean;
};

type Asked = { readonly about: Digest; readonly question: Question; readonly source: EdgeSource };

/** The context of one walk. `signal` cancels it; `say` receives every fact but `end`. */
export function createWalkContext(
  scope: WalkScope,
  signal: AbortSignal,
  say: (fact: Fact) => void,
): WalkContext {
  const { client, limits } = scope;
  const gate = createGate(client.registry, limits.requestsPerRegistry, signal);
  const known = new Set<Digest>();
  const read = new Set<Digest>();
  const saidLimits = new Set<string>();
  let isComplete = true;

  const sayLimit = (about: Digest, reason: string) => {
    isComplete = false;
    if (saidLimits.has(reason)) return;
    saidLimits.add(reason);
    say({ type: 'limit', about, reason });
  };
  const halt = (about: Digest, reason: string) => {
    if (gate.isClosed()) return;
    sayLimit(about, reason);
    gate.close();
  };
  const sayAnswer = (answer: Answer) => {
    if (isOpen(answer)) isComplete = false;
    say({ type: 'answer', answer });
  };
  return {
    ...scope,
    sayLimit,
    halt,
    sayAnswer,
    sayRoot: (root, reference) => say({ type: 'root', root, reference }),
    isRead: (digest) => read.has(digest),
    isHalted: gate.isClosed,
    isComplete: () => isComplete,
    ask: gate.ask,
    sayNode: (node) => {
      if (!known.has(node.digest) && known.size >= limits.walkNodesMax) {
        sayLimit(node.digest, `There are more than ${limits.walkNodesMax} nodes; the rest is left out.`);
        return false;
      }
      known.add(node.digest);
      if (node.state === 'loaded') read.add(node.digest);
      if (node.state === 'missing' || node.state === 'unreadable') isComplete = false;
      say({ type: 'node', node });
      return true;
    },
    sayEdge: (from, relation, to, source) =>
      say({ type: 'edge', edge: { from, to, relation, sources: [source] } }),
    sayUnknown: (asked, error) => {
      // What was given up because the walk stopped is no answer of the registry; the limit has said it.
      if (gate.isClosed()) return;
      sayAnswer({ ...asked, state: 'unknown', ...explain(error) });
      if (error instanceof RegistryError && error.code === 'rate-limited') halt(asked.about, tooManyRequests);
    },
  };
}

const tooManyRequests = 'The registry asked us to wait, so the walk stopped here.';
