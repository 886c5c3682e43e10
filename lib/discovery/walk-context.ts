import type { Fact } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { TagListing } from '#lib/repository/tag-list';
import { holdsTag, readTagList } from '#lib/repository/tag-list';
import { createCallScheduler, priorities } from './call-scheduler.ts';
import type { FactEmitter, KnownGraph } from './fact-emitter.ts';
import { createFactEmitter } from './fact-emitter.ts';
import type { RepositoryHandle } from './repository-handle.ts';
import type { WalkBudget } from './walk-budget.ts';
import { createWalkBudget } from './walk-budget.ts';
import type { WalkScope } from './walk-scope.ts';

/** Reads what artifacts carry: their nodes then say what they are and not what they are wrapped in. */
export type DocumentQueue = {
  /** Puts an artifact in line; `group` is what it is attached to, `tags` are what it was found by. */
  readonly offer: (descriptor: Descriptor, group: string, tags?: readonly string[]) => void;
  /** Lets the line move; before this nothing is read. */
  readonly begin: () => void;
  /** When everything that was offered has been read, or given up. */
  readonly settled: () => Promise<void>;
};

/** Lists that serve again, in this walk or from a walk a moment ago. */
type ListCache = {
  /** The tags of a repository, read once a walk. */
  readonly tagList: (handle: RepositoryHandle) => Promise<TagListing>;
  /** Whether an earlier list may serve for this subject: for what was named only where the same question goes on. */
  readonly mayReuse: (subject: Digest) => boolean;
  readonly countReuse: () => void;
  /** Lists that served again. */
  readonly reused: () => number;
};

/** What every part of a walk needs: what is asked for, how to ask within the bounds, and how to say what was learned. */
export type WalkContext = {
  readonly scope: WalkScope;
  readonly budget: WalkBudget;
  readonly emit: FactEmitter;
  readonly known: KnownGraph;
  readonly lists: ListCache;
  readonly documents: DocumentQueue;
};

/** The context of one walk. `signal` cancels it; `push` receives every fact but `end`. */
export function createWalkContext(
  scope: WalkScope,
  signal: AbortSignal,
  push: (fact: Fact) => void,
  createDocuments: (context: () => WalkContext) => DocumentQueue,
): WalkContext {
  const scheduler = createCallScheduler(scope.primary.client.registry, scope.limits.walkRequestsMax, signal);
  const { emit, known } = createFactEmitter(scope, scheduler, push);
  const budget = createWalkBudget(scope, { scheduler, emit, known }, signal);
  const context: WalkContext = {
    scope,
    budget,
    emit,
    known,
    lists: createListCache(scope, budget, known),
    documents: createDocuments(() => context),
  };
  return context;
}

function createListCache(scope: WalkScope, budget: WalkBudget, known: KnownGraph): ListCache {
  const lists = new Map<RepositoryHandle, Promise<TagListing>>();
  let reused = 0;
  const readTags = async (handle: RepositoryHandle): Promise<TagListing> => {
    const { client, repository, cache } = handle;
    const expected = handle === scope.primary ? scope.tag : undefined;
    const given = handle === scope.primary ? scope.tagList : undefined;
    const cached = given ?? (scope.isRow && !scope.isFresh ? cache.tagLists.get(repository) : undefined);
    if (cached !== undefined && (expected === undefined || holdsTag(cached, expected))) {
      reused += 1;
      return cached;
    }
    const reader = { client, repository, call: budget.callWith(priorities.root) };
    const bounds = { listPagesMax: scope.listPagesMax, listedTagsMax: Number.POSITIVE_INFINITY };
    const list = await readTagList(reader, bounds, expected);
    if (list.incomplete === undefined) cache.tagLists.set(repository, list);
    return list;
  };
  return {
    tagList: (handle) => {
      const list = lists.get(handle) ?? readTags(handle);
      lists.set(handle, list);
      return list;
    },
    mayReuse: (subject) => !scope.isFresh && (scope.isAgain || !known.isRoot(subject)),
    countReuse: () => {
      reused += 1;
    },
    reused: () => reused,
  };
}
