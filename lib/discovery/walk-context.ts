import type { DocumentReader } from '#lib/discovery/documents/document-reader';
import { createDocumentReader } from '#lib/discovery/documents/document-reader';
import { explain } from '#lib/discovery/explain';
import { createGate, priorities } from '#lib/discovery/gate';
import type { Place } from '#lib/discovery/place';
import { placeName } from '#lib/discovery/place';
import type { TagList } from '#lib/discovery/sources/tag-list';
import { holdsTag, readTagList } from '#lib/discovery/sources/tag-list';
import type { WalkLimits } from '#lib/discovery/walk-limits';
import { bindNode } from '#lib/graph/bind-node';
import { mergeNode } from '#lib/graph/merge-node';
import type { Answer, EdgeSource, Fact, GraphNode, Question, Relation } from '#lib/graph/model';
import { isOpen } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { RegistryErrorCode } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';

export type WalkScope = {
  readonly home: Place;
  /** Other repositories that may hold referrers of what lies at home. */
  readonly external: readonly Place[];
  readonly artifactType: string | undefined;
  readonly includeBlobs: boolean;
  /** Whether nothing is asked about what the artifact belongs to. */
  readonly isDownward: boolean;
  /** The sources to ask; all of them when left out. */
  readonly sources: ReadonlySet<EdgeSource> | undefined;
  /** Lists that were read a moment ago do not serve again. */
  readonly isFresh: boolean;
  /** One row of a list: a tag list that was read a moment ago serves, and no tag is asked for by name. */
  readonly isRow: boolean;
  /** The tag that the root is read by: a tag list that does not name it is not whole. */
  readonly tag: string | undefined;
  /** Pages of a tag list before it is cheaper to ask for tags one by one. */
  readonly tagPagesMax: number;
  readonly limits: WalkLimits;
  /** Waits until this walk may become large; what it gives is called at the end of the walk. */
  readonly enterLarge: ((signal: AbortSignal) => Promise<() => void>) | undefined;
};

/** What every part of a walk needs: how to ask within the bounds, and how to say what was learned. */
export type WalkContext = WalkScope & {
  /** One call of a client; waits for its turn, and rejects at once when the walk was halted. */
  readonly ask: <T>(call: (signal: AbortSignal) => Promise<T>, priority: number) => Promise<T>;
  /** Resolves when so many more nodes may be said: many large graphs at once would fill the memory. */
  readonly roomFor: (nodes: number) => Promise<void>;
  /** Milliseconds that the walk has waited for room: no fault of the registry, and not its time. */
  readonly waitedMs: () => number;
  /** Gives back what the walk holds. */
  readonly leave: () => void;
  readonly isWanted: (source: EdgeSource) => boolean;
  /** Whether an earlier list may serve for this subject: never for what was named. */
  readonly mayRemember: (subject: Digest) => boolean;
  readonly isRoot: (digest: Digest) => boolean;
  /** Whether the tags made from this digest are asked for by name: those of what was opened, and of its platforms. */
  readonly isAskedByName: (subject: Digest) => boolean;
  readonly askByName: (platforms: readonly Digest[]) => void;
  readonly countRemembered: () => void;
  readonly remembered: () => number;
  /** The tags of a place, read once a walk. */
  readonly tagList: (place: Place) => Promise<TagList>;
  /** Where a manifest was found. */
  readonly placeOf: (digest: Digest) => Place;
  readonly documents: DocumentReader;
  readonly sayRoot: (root: Digest, reference: string) => void;
  /** False when there is no room for one more node: then its edges must not be said either. */
  readonly sayNode: (node: GraphNode, place?: Place) => boolean;
  /** Whether the manifest with this digest was read in this walk. */
  readonly isRead: (digest: Digest) => boolean;
  readonly isKnown: (digest: Digest) => boolean;
  /** What a manifest was found to be attached to so far. */
  readonly subjectsOf: (digest: Digest) => Iterable<Digest>;
  readonly sayEdge: (from: Digest, relation: Relation, to: Digest, source: EdgeSource) => void;
  readonly sayAnswer: (answer: Answer) => void;
  readonly sayUnknown: (asked: Asked, error: unknown) => void;
  readonly sayLimit: (about: Digest, reason: string) => void;
  /** Counts what was read; halts the walk when it is too much. */
  readonly countBytes: (about: Digest, bytes: number) => void;
  /** Stops asking, and says why. */
  readonly halt: (about: Digest, reason: string) => void;
  readonly isHalted: () => boolean;
  /** Whether no further step is to be begun: the walk was halted, or a registry asked us to wait. */
  readonly isEnding: () => boolean;
  readonly isComplete: () => boolean;
};

type Asked = { readonly about: Digest; readonly question: Question; readonly source: EdgeSource };

/** The context of one walk. `signal` cancels it; `say` receives every fact but `end`. */
export function createWalkContext(
  scope: WalkScope,
  signal: AbortSignal,
  say: (fact: Fact) => void,
): WalkContext {
  const { home, limits } = scope;
  const gate = createGate(home.client.registry, limits.walkRequestsMax, signal);
  const known = new Map<Digest, GraphNode>();
  const subjects = new Map<Digest, Set<Digest>>();
  const places = new Map<Digest, Place>();
  const tagLists = new Map<Place, Promise<TagList>>();
  const saidLimits = new Set<string>();
  const byName = new Set<Digest>();
  let root: Digest | undefined;
  let remembered = 0;
  let bytesRead = 0;
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
  const readTags = async (place: Place): Promise<TagList> => {
    const expected = place === home ? scope.tag : undefined;
    const list = scope.isRow && !scope.isFresh ? place.memory.tagLists.get(place.repository) : undefined;
    if (list !== undefined && (expected === undefined || holdsTag(list, expected))) {
      remembered += 1;
      return list;
    }
    return await readTagList(place, scope.tagPagesMax, (call) => ask(call, priorities.root), expected);
  };
  // Before the next in line is let through: what was named is still asked at its other sources, and nothing else.
  const ask: WalkContext['ask'] = (call, priority) =>
    gate.ask(async (asking) => {
      try {
        return await call(asking);
      } catch (error) {
        if (isCode(error, 'rate-limited')) gate.narrow(priorities.root);
        throw error;
      }
    }, priority);
  const large = createLargePlace(scope.enterLarge, signal);
  const context: WalkContext = {
    ...scope,
    waitedMs: large.waitedMs,
    leave: large.leave,
    roomFor: async (nodes) => {
      if (known.size + nodes > limits.largeWalkNodes) await large.enter();
    },
    documents: createDocumentReader(() => context),
    sayLimit,
    halt,
    sayAnswer,
    sayRoot: (digest, reference) => {
      root = digest;
      byName.add(digest);
      say({ type: 'root', root: digest, reference });
    },
    isWanted: (source) => scope.sources === undefined || scope.sources.has(source),
    mayRemember: (subject) => !scope.isFresh && subject !== root,
    isRoot: (digest) => digest === root,
    isAskedByName: (subject) => !scope.isRow && byName.has(subject),
    askByName: (platforms) => {
      for (const digest of platforms) byName.add(digest);
    },
    countRemembered: () => {
      remembered += 1;
    },
    remembered: () => remembered,
    tagList: (place) => {
      const list = tagLists.get(place) ?? readTags(place);
      tagLists.set(place, list);
      return list;
    },
    placeOf: (digest) => places.get(digest) ?? home,
    isRead: (digest) => known.get(digest)?.state === 'loaded',
    isKnown: (digest) => known.has(digest),
    isHalted: gate.isClosed,
    isEnding: gate.isNarrowed,
    isComplete: () => isComplete,
    ask,
    countBytes: (about, bytes) => {
      bytesRead += bytes;
      if (bytesRead <= limits.walkBytesMax) return;
      halt(about, `The walk stopped after it had read ${Math.floor(limits.walkBytesMax / 2 ** 20)} MiB.`);
    },
    sayNode: (node, place = places.get(node.digest) ?? home) => {
      const before = known.get(node.digest);
      if (before === undefined && known.size >= limits.walkNodesMax) {
        sayLimit(node.digest, `There are more than ${limits.walkNodesMax} nodes; the rest is left out.`);
        return false;
      }
      if (place !== home && before === undefined) places.set(node.digest, place);
      const where = places.get(node.digest) ?? home;
      const memory = where.memory.nodes.get(`${where.repository}@${node.digest}`);
      const merged = mergeNode(before ?? memory, node);
      const bound = bindNode(merged, context.subjectsOf(node.digest), node.digest === root);
      const said = where === home ? bound : { ...bound, repository: placeName(where) };
      known.set(node.digest, said);
      if (said.state === 'missing' || said.state === 'unreadable') isComplete = false;
      if (said !== before) say({ type: 'node', node: said });
      return true;
    },
    subjectsOf: (digest) => subjects.get(digest) ?? [],
    sayEdge: (from, relation, to, source) => {
      say({ type: 'edge', edge: { from, to, relation, sources: [source] } });
      if (relation !== 'subject' && relation !== 'about') return;
      subjects.set(from, (subjects.get(from) ?? new Set()).add(to));
      const node = known.get(from);
      // One more thing that it hangs on, and must name.
      if (node !== undefined && bindNode(node, context.subjectsOf(from), false) !== node)
        context.sayNode(node);
    },
    sayUnknown: (asked, error) => {
      // What was given up because the walk stopped is no answer of the registry; the limit has said it.
      if (gate.isClosed() || (gate.isNarrowed() && isCode(error, 'cancelled'))) return;
      sayAnswer({ ...asked, state: 'unknown', ...explain(error) });
      if (isCode(error, 'rate-limited')) sayLimit(asked.about, tooManyRequests);
    },
  };
  return context;
}

/** The place of one walk among the large ones: entered once, left once. */
function createLargePlace(enterLarge: WalkScope['enterLarge'], signal: AbortSignal) {
  let entering: Promise<void> | undefined;
  let since: number | undefined;
  let waited = 0;
  let leave = () => {};
  const wait = async (enter: NonNullable<WalkScope['enterLarge']>) => {
    since = performance.now();
    leave = await enter(signal);
    waited = performance.now() - since;
    since = undefined;
    if (signal.aborted) leave();
  };
  return {
    enter: async () => {
      if (enterLarge === undefined) return;
      entering ??= wait(enterLarge);
      await entering;
    },
    waitedMs: () => waited + (since === undefined ? 0 : performance.now() - since),
    leave: () => leave(),
  };
}

function isCode(error: unknown, code: RegistryErrorCode): boolean {
  return error instanceof RegistryError && error.code === code;
}

const tooManyRequests = 'The registry asked us to wait, so the walk stopped here.';
