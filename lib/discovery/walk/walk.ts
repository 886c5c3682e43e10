import { createChannel } from '#lib/async/channel';
import { inSlices } from '#lib/async/slices';
import { createDocumentQueue } from '#lib/discovery/document-queue';
import type { WalkLimits } from '#lib/discovery/limits';
import { gatherMs, listPagesMax } from '#lib/discovery/limits';
import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import type { WalkContext } from '#lib/discovery/walk-context';
import { createWalkContext } from '#lib/discovery/walk-context';
import type { AsksByName, WalkScope } from '#lib/discovery/walk-scope';
import type { Decompress } from '#lib/formats/containers/unpack';
import type { EdgeSource, Fact } from '#lib/graph/model';
import type { Reference } from '#lib/oci/reference';
import type { RequestCount } from '#lib/oci/request-usage';
import type { TagListing } from '#lib/repository/tag-list';
import { runWalk, tagOf } from './run-walk.ts';

export type WalkOptions = {
  /** The repository of the reference; its client is made for this walk: its count of requests becomes the walk's. */
  readonly primary: RepositoryHandle;
  /** Other repositories that hold referrers of this one. */
  readonly others?: readonly RepositoryHandle[];
  readonly reference: Reference;
  /** Steps from the named artifact; the last ones reached are listed, not walked on. */
  readonly depth: number;
  /** Only referrers of this type. */
  readonly artifactType?: string;
  readonly includeBlobs?: boolean;
  /** Only what belongs to the artifact: no subjects, and no tags or indexes above it. */
  readonly isDownward?: true;
  /** The named digest may be gone: what refers to it is asked for all the same. */
  readonly mayBeMissing?: true;
  /** Only these sources, to ask again what stayed open. */
  readonly sources?: ReadonlySet<EdgeSource>;
  /** Asks for everything, also for what was asked a moment ago. */
  readonly isFresh?: boolean;
  /** Waits until one more walk may become large; without it each may at any time. */
  readonly enterLarge?: (signal: AbortSignal) => Promise<() => void>;
  /** Opens documents that are packed; without it they stay closed, and are said to be packed. */
  readonly decompress?: Decompress;
  /** One row of a list and not what somebody has opened: the tag list answers for the tags made from digests. */
  readonly isRow?: boolean;
  /** Of a row: asks for the tags made from its digest by name nevertheless, and for those of its platforms. */
  readonly asksByName?: AsksByName;
  /** The tag list of the repository, where it was read for many rows; it serves when it names the tag. */
  readonly tagList?: TagListing;
  /** One more walk for the same question: also the list of what was named serves again. */
  readonly isAgain?: boolean;
  readonly signal: AbortSignal;
  readonly limits: WalkLimits;
};

/**
 * The graph around a reference, facts as they are learned, those of one moment together; the last one is `end`. What fails
 * after the named artifact was read is an answer among the facts, and the rest continues. Stops when the reader does.
 *
 * @throws RegistryError or OciError when the named artifact itself cannot be read
 */
export async function* walk(options: WalkOptions): AsyncGenerator<readonly Fact[]> {
  const startedAt = performance.now();
  const facts = createChannel<Fact>();
  const readerLeft = new AbortController();
  const signal = AbortSignal.any([options.signal, readerLeft.signal]);
  const context = createWalkContext(scopeOf(options), signal, facts.push, createDocumentQueue);
  runWalk(context, options, facts.flushed).then(facts.close, facts.fail);
  try {
    for await (const batch of facts.batches({ gatherMs })) yield* inSlices(batch);
    const rateLimit = options.primary.client.rateLimit();
    const end: Fact = {
      type: 'end',
      complete: context.known.isComplete(),
      requests: countRequests(context),
      milliseconds: Math.round(performance.now() - startedAt),
      ...(rateLimit === undefined ? {} : { rateLimit }),
    };
    yield [end];
  } finally {
    readerLeft.abort();
    context.budget.release();
  }
}

function scopeOf(options: WalkOptions): WalkScope {
  const { primary, others = [], reference, depth, limits, isRow = false } = options;
  const isFar = depth > 1;
  return {
    primary,
    others,
    artifactType: options.artifactType,
    includeBlobs: options.includeBlobs ?? false,
    isDownward: options.isDownward ?? false,
    sources: options.sources,
    isFresh: options.isFresh ?? false,
    enterLarge: options.enterLarge,
    decompress: options.decompress,
    isRow,
    asksByName: options.asksByName ?? !isRow,
    tagList: options.tagList,
    isAgain: options.isAgain ?? false,
    // Beside a digest a tag is only a remark; a row has resolved it.
    tag: isRow ? reference.tag : tagOf(reference),
    listPagesMax: isFar ? listPagesMax.far : listPagesMax.near,
    // A deep walk is asked for the shape of the graph; its questions are many more than its titles.
    limits: isFar ? { ...limits, documentsMax: Math.ceil(limits.documentsMax / 2) } : limits,
  };
}

function countRequests({ scope, lists }: WalkContext): RequestCount {
  const clients = new Set([scope.primary, ...scope.others].map(({ client }) => client));
  const counts = [...clients].map((client) => client.requests());
  return {
    sent: counts.reduce((sum, { sent }) => sum + sent, 0),
    cached: counts.reduce((sum, { cached }) => sum + cached, lists.reused()),
  };
}
