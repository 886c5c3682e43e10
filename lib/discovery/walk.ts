import type { Reached } from '#lib/discovery/expand';
import { expand, stepFrom } from '#lib/discovery/expand';
import { createFactQueue } from '#lib/discovery/fact-queue';
import { priorities } from '#lib/discovery/gate';
import { nodeOfManifest } from '#lib/discovery/node-of';
import type { Place } from '#lib/discovery/place';
import { isAttestationEntry } from '#lib/discovery/sources/children';
import { findReferrers } from '#lib/discovery/sources/find-referrers';
import { lookUpward } from '#lib/discovery/upward/look-upward';
import type { WalkContext } from '#lib/discovery/walk-context';
import { createWalkContext } from '#lib/discovery/walk-context';
import type { WalkLimits } from '#lib/discovery/walk-limits';
import type { EdgeSource, Fact } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { isManifestMediaType } from '#lib/oci/media-type';
import type { Reference } from '#lib/oci/reference';
import { formatReference, manifestSelector } from '#lib/oci/reference';
import type { RateLimit } from '#lib/oci/request-usage';
import type { FetchedManifest } from '#lib/registry/registry-client';

export type WalkOptions = {
  /** The repository of the reference; its client is made for this walk: its count of requests becomes the walk's. */
  readonly home: Place;
  /** Other repositories that hold referrers of this one. */
  readonly external?: readonly Place[];
  readonly reference: Reference;
  /** Steps from the named artifact; the last ones reached are listed, not walked on. */
  readonly depth: number;
  /** Only referrers of this type. */
  readonly artifactType?: string;
  readonly includeBlobs?: boolean;
  /** Only what belongs to the artifact: no subjects, and no tags or indexes above it. */
  readonly isDownward?: true;
  /** Only these sources, to ask again what stayed open. */
  readonly sources?: ReadonlySet<EdgeSource>;
  /** Asks for everything, also for what was asked a moment ago. */
  readonly isFresh?: boolean;
  /** Waits until one more walk may become large; without it each may at any time. */
  readonly enterLarge?: (signal: AbortSignal) => Promise<() => void>;
  /** One row of a list and not what somebody has opened: the tag list answers for the tags made from digests. */
  readonly isRow?: boolean;
  readonly signal: AbortSignal;
  readonly limits: WalkLimits;
};

/** One list serves all nodes of a deep walk, so more of it is worth reading. */
const tagPages = { near: 4, far: 50 } as const;

/**
 * The graph around a reference, facts as they are learned, those of one moment together; the last one is `end`. Throws when the named artifact itself
 * cannot be read; what fails after that is an answer among the facts, and the rest goes on. Stops when the reader does.
 */
export async function* walk(options: WalkOptions): AsyncGenerator<readonly Fact[]> {
  const { home, external = [], limits } = options;
  const startedAt = performance.now();
  const queue = createFactQueue();
  const left = new AbortController();
  const signal = AbortSignal.any([options.signal, left.signal]);
  const isFar = options.depth > 1;
  const scope = {
    home,
    external,
    artifactType: options.artifactType,
    includeBlobs: options.includeBlobs ?? false,
    isDownward: options.isDownward ?? false,
    sources: options.sources,
    isFresh: options.isFresh ?? false,
    enterLarge: options.enterLarge,
    isRow: options.isRow ?? false,
    // Beside a digest a tag is only a remark; a row has resolved it.
    tag: options.isRow === true ? options.reference.tag : tagOf(options.reference),
    tagPagesMax: isFar ? tagPages.far : tagPages.near,
    // Whoever asks for everything is after the shape; titles take turns with ten times as many questions there.
    limits: isFar ? { ...limits, documentsMax: Math.ceil(limits.documentsMax / 2) } : limits,
  };
  const context = createWalkContext(scope, signal, queue.push);
  run(context, options, queue.taken).then(queue.end, queue.fail);
  try {
    yield* queue.read();
    const end: Fact = {
      type: 'end',
      complete: context.isComplete(),
      requests: countRequests(context),
      milliseconds: Math.round(performance.now() - startedAt),
      ...allowance(home),
    };
    yield [end];
  } finally {
    left.abort();
    context.leave();
  }
}

function countRequests({ home, external, remembered }: WalkContext) {
  const clients = new Set([home, ...external].map(({ client }) => client));
  const counts = [...clients].map((client) => client.requests());
  return {
    sent: counts.reduce((sum, { sent }) => sum + sent, 0),
    cached: counts.reduce((sum, { cached }) => sum + cached, remembered()),
  };
}

function allowance({ client }: Place): { readonly rateLimit?: RateLimit } {
  const rateLimit = client.rateLimit();
  return rateLimit === undefined ? {} : { rateLimit };
}

async function run(context: WalkContext, options: WalkOptions, taken: () => Promise<void>): Promise<void> {
  const { reference, depth } = options;
  // It does not depend on the manifest, and three sources wait for it.
  const tags = needsTags(context) ? context.tagList(context.home) : undefined;
  const root = await readRoot(context, reference);
  const stopDeadline = startDeadline(context, root.digest);
  try {
    const isUpward = context.isWanted('manifest') && !context.isDownward;
    const upward = isUpward ? lookUpward(context, root, tagOf(reference)) : undefined;
    await Promise.all([walkFrom(context, root, depth, taken), upward, tags]);
    await context.documents.settled();
  } finally {
    stopDeadline();
  }
  options.signal.throwIfAborted();
}

/** Halts the walk when its time is up; what it waits for room is not its time. Returns what ends the deadline. */
function startDeadline(context: WalkContext, root: Digest): () => void {
  const { walkMilliseconds } = context.limits;
  const startedAt = performance.now();
  const check = () => {
    const leftMs = walkMilliseconds + context.waitedMs() - (performance.now() - startedAt);
    if (leftMs > 0) timer = setTimeout(check, leftMs);
    else context.halt(root, `The walk stopped after ${Math.round(walkMilliseconds / 1000)} seconds.`);
  };
  let timer = setTimeout(check, walkMilliseconds);
  return () => clearTimeout(timer);
}

function needsTags({ isWanted, isDownward }: WalkContext): boolean {
  return isWanted('referrers-tag') || isWanted('cosign-tags') || (isWanted('manifest') && !isDownward);
}

/** Step by step and not branch by branch, so that whatever is reached twice is reached on its shortest way first. */
async function walkFrom(
  context: WalkContext,
  root: FetchedManifest,
  depth: number,
  taken: () => Promise<void>,
): Promise<void> {
  const visited = new Set<Digest>([root.digest]);
  const platforms = platformsOf(context, root);
  context.askByName(platforms);
  // What hangs on the platforms comes in with the first picture: later it would move what is drawn.
  const beside = depth === 1 ? platforms : [];
  let [reached] = await Promise.all([
    expand(context, root, priorities.root),
    ...beside.map((digest) => findReferrers(context, digest, priorities.step)),
  ]);
  context.documents.offer(descriptorOf(root), 'root');
  // A person sees the shape of the graph before anything is asked that only tells more of it.
  const begun = taken().then(context.documents.begin);
  for (let step = 1; step < depth && !context.isEnding(); step++) {
    const next = unvisited(reached, visited);
    if (next.length === 0) break;
    const steps = await Promise.all(next.map((from) => stepFrom(context, from)));
    reached = steps.flat();
  }
  if (depth >= context.limits.walkDepthMax && unvisited(reached, visited).length > 0) {
    context.sayLimit(root.digest, `The walk goes no deeper than ${context.limits.walkDepthMax} steps.`);
  }
  await begun;
}

/** Whose referrers count for the index that was opened, as long as they are few enough to be asked about with it. */
function platformsOf(context: WalkContext, { manifest, digest: root }: FetchedManifest): readonly Digest[] {
  if (manifest.shape !== 'index' || context.sources !== undefined) return [];
  const platforms = manifest.manifests.filter(
    (entry) => entry.digest !== root && isManifestMediaType(entry.mediaType) && !isAttestationEntry(entry),
  );
  const digests = [...new Set(platforms.map(({ digest }) => digest))];
  return digests.length > context.limits.platformsAskedMax ? [] : digests;
}

async function readRoot(context: WalkContext, reference: Reference): Promise<FetchedManifest> {
  const { client, repository } = context.home;
  const root = await context.ask(
    (signal) => client.getManifest(repository, manifestSelector(reference), { signal }),
    priorities.root,
  );
  const { digest, bytes } = root;
  const tag = tagOf(reference);
  context.countBytes(digest, bytes.byteLength);
  context.sayRoot(digest, formatReference(reference));
  context.sayNode(nodeOfManifest(root, undefined, tag === undefined ? [] : [tag]));
  context.sayAnswer({ about: digest, question: 'manifest', source: 'manifest', state: 'found', count: 1 });
  return root;
}

/** The tag that was asked for; beside a digest it is only a remark. */
function tagOf({ tag, digest }: Reference): string | undefined {
  return digest === undefined ? tag : undefined;
}

function descriptorOf({ manifest, digest, bytes }: FetchedManifest): Descriptor {
  return { mediaType: manifest.mediaType, digest, size: bytes.byteLength };
}

function unvisited(reached: readonly Reached[], visited: Set<Digest>): readonly Reached[] {
  return reached.filter(({ descriptor: { digest, mediaType } }) => {
    // An entry of an index may be anything; only manifests can be asked for what is around them.
    if (visited.has(digest) || !isManifestMediaType(mediaType)) return false;
    visited.add(digest);
    return true;
  });
}
