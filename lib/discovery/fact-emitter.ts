import { bindNode } from '#lib/graph/bind-node';
import { mergeNode } from '#lib/graph/merge-node';
import type {
  Answer,
  EdgeSource,
  Fact,
  GraphNode,
  Question,
  Relation,
  UnknownReason,
} from '#lib/graph/model';
import { isOpen } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { CallScheduler } from './call-scheduler.ts';
import type { RepositoryHandle } from './repository-handle.ts';
import { formatHandle } from './repository-handle.ts';
import type { WalkScope } from './walk-scope.ts';

/** One question about one node, put to one source. */
type QuestionKey = { readonly about: Digest; readonly question: Question; readonly source: EdgeSource };

/** Says what was learned, one fact at a time. */
export type FactEmitter = {
  readonly root: (root: Digest, reference: string) => void;
  /** False when there is no room for one more node: then its edges must not be emitted either. */
  readonly node: (node: GraphNode, handle?: RepositoryHandle) => boolean;
  readonly edge: (from: Digest, relation: Relation, to: Digest, source: EdgeSource) => void;
  readonly answer: (answer: Answer) => void;
  readonly unknown: (inquiry: QuestionKey, reason: UnknownReason) => void;
  readonly limit: (about: Digest, reason: string) => void;
};

/** What has been emitted so far. */
export type KnownGraph = {
  readonly size: () => number;
  readonly has: (digest: Digest) => boolean;
  readonly isRoot: (digest: Digest) => boolean;
  /** Whether the manifest with this digest was read in this walk. */
  readonly isRead: (digest: Digest) => boolean;
  /** What a manifest was found to be attached to so far. */
  readonly subjectsOf: (digest: Digest) => Iterable<Digest>;
  /** Where a manifest was found. */
  readonly handleOf: (digest: Digest) => RepositoryHandle;
  /** Whether the tags made from this digest are asked for by name: those of the root, and of its platforms. */
  readonly isAskedByName: (subject: Digest) => boolean;
  readonly askByName: (platforms: readonly Digest[]) => void;
  /** Whether nothing was left open, cut or found missing. */
  readonly isComplete: () => boolean;
};

type State = {
  readonly nodes: Map<Digest, GraphNode>;
  readonly subjects: Map<Digest, Set<Digest>>;
  readonly handles: Map<Digest, RepositoryHandle>;
  readonly limits: Set<string>;
  readonly byName: Set<Digest>;
  root: Digest | undefined;
  isComplete: boolean;
};

function emptyState(): State {
  return {
    nodes: new Map(),
    subjects: new Map(),
    handles: new Map(),
    limits: new Set(),
    byName: new Set(),
    root: undefined,
    isComplete: true,
  };
}

/** The emitter of one walk, and what it has emitted; `push` receives the facts. */
export function createFactEmitter(
  scope: WalkScope,
  scheduler: Pick<CallScheduler, 'isClosed' | 'isRestricted'>,
  push: (fact: Fact) => void,
): { readonly emit: FactEmitter; readonly known: KnownGraph } {
  const state = emptyState();
  const emitLimit = (about: Digest, reason: string) => {
    state.isComplete = false;
    if (state.limits.has(reason)) return;
    state.limits.add(reason);
    push({ type: 'limit', about, reason });
  };
  const emitAnswer = (answer: Answer) => {
    if (isOpen(answer)) state.isComplete = false;
    push({ type: 'answer', answer });
  };
  const emitNode: FactEmitter['node'] = (node, handle) => {
    if (!state.nodes.has(node.digest) && state.nodes.size >= scope.limits.walkNodesMax) {
      emitLimit(node.digest, `There are more than ${scope.limits.walkNodesMax} nodes; the rest is left out.`);
      return false;
    }
    const before = state.nodes.get(node.digest);
    const merged = addNode(state, scope, node, handle);
    if (merged !== before) push({ type: 'node', node: merged });
    return true;
  };
  const emit: FactEmitter = {
    root: (root, reference) => {
      state.root = root;
      state.byName.add(root);
      push({ type: 'root', root, reference });
    },
    node: emitNode,
    edge: (from, relation, to, source) => {
      push({ type: 'edge', edge: { from, to, relation, sources: [source] } });
      if (relation !== 'subject' && relation !== 'about') return;
      const subjects = (state.subjects.get(from) ?? new Set()).add(to);
      state.subjects.set(from, subjects);
      const node = state.nodes.get(from);
      // One more thing that it hangs on, and must name.
      if (node !== undefined && bindNode(node, subjects, false) !== node) emitNode(node);
    },
    answer: emitAnswer,
    unknown: (inquiry, reason) => {
      // What was given up because the walk stopped is no answer of the registry; the limit has said it.
      if (scheduler.isClosed() || (scheduler.isRestricted() && reason.code === 'cancelled')) return;
      emitAnswer({ ...inquiry, state: 'unknown', ...reason });
      if (reason.code === 'rate-limited') emitLimit(inquiry.about, tooManyRequests);
    },
    limit: emitLimit,
  };
  return { emit, known: knownGraphOf(state, scope) };
}

const tooManyRequests = 'The registry limits requests, so the walk stopped here.';

/** Merges a node into what is known of it, in this walk or from one a moment ago. */
function addNode(
  state: State,
  { primary }: WalkScope,
  node: GraphNode,
  handle: RepositoryHandle | undefined,
): GraphNode {
  const { digest } = node;
  const before = state.nodes.get(digest);
  if (handle !== undefined && handle !== primary && before === undefined) state.handles.set(digest, handle);
  const where = state.handles.get(digest) ?? primary;
  const key = `${where.repository}@${digest}`;
  // What was read before is not there any more: it must not be shown as if it were.
  if (node.state === 'missing') where.cache.nodes.delete(key);
  const cached = where.cache.nodes.get(key);
  const merged = mergeNode(before ?? cached, node);
  const bound = bindNode(merged, state.subjects.get(digest) ?? [], digest === state.root);
  const said = where === primary ? bound : { ...bound, repository: formatHandle(where) };
  state.nodes.set(digest, said);
  if (said.state === 'missing' || said.state === 'unreadable') state.isComplete = false;
  return said;
}

function knownGraphOf(state: State, { primary, asksByName }: WalkScope): KnownGraph {
  return {
    size: () => state.nodes.size,
    has: (digest) => state.nodes.has(digest),
    isRoot: (digest) => digest === state.root,
    isRead: (digest) => state.nodes.get(digest)?.state === 'loaded',
    subjectsOf: (digest) => state.subjects.get(digest) ?? [],
    handleOf: (digest) => state.handles.get(digest) ?? primary,
    isAskedByName: (subject) => asksByName !== false && state.byName.has(subject),
    askByName: (platforms) => {
      for (const digest of platforms) state.byName.add(digest);
    },
    isComplete: () => state.isComplete,
  };
}
