import { expand, loadAndExpand } from '#lib/discovery/expand';
import { createFactQueue } from '#lib/discovery/fact-queue';
import { nodeOfManifest } from '#lib/discovery/node-of';
import type { WalkContext, WalkLimits } from '#lib/discovery/walk-context';
import { createWalkContext } from '#lib/discovery/walk-context';
import type { Fact } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { isManifestMediaType } from '#lib/oci/media-type';
import type { Reference } from '#lib/oci/reference';
import { formatReference, manifestSelector } from '#lib/oci/reference';
import type { FetchedManifest, RegistryClient } from '#lib/registry/registry-client';

export type WalkOptions = {
  /** Made for this walk: its count of requests becomes the walk's. */
  readonly client: RegistryClient;
  readonly reference: Reference;
  /** Steps from the named artifact; the last ones reached are listed, not read. */
  readonly depth: number;
  /** Only referrers of this type. */
  readonly artifactType?: string;
  readonly includeBlobs?: boolean;
  readonly signal: AbortSignal;
  readonly limits: WalkLimits;
};

/**
 * The graph around a reference, each fact as it is learned; the last one is `end`. Throws when the named artifact itself
 * cannot be read; what fails after that is an answer among the facts, and the rest goes on. Stops when the reader does.
 */
export async function* walk(options: WalkOptions): AsyncGenerator<Fact> {
  const { client, limits } = options;
  const startedAt = performance.now();
  const queue = createFactQueue();
  const left = new AbortController();
  const signal = AbortSignal.any([options.signal, left.signal]);
  const scope = {
    client,
    repository: options.reference.repository,
    artifactType: options.artifactType,
    includeBlobs: options.includeBlobs ?? false,
    limits,
  };
  const context = createWalkContext(scope, signal, queue.push);
  run(context, options).then(queue.end, queue.fail);
  try {
    yield* queue.read();
    yield {
      type: 'end',
      complete: context.isComplete(),
      requests: client.requests(),
      milliseconds: Math.round(performance.now() - startedAt),
    };
  } finally {
    left.abort();
  }
}

async function run(context: WalkContext, options: WalkOptions): Promise<void> {
  const root = await readRoot(context, options.reference);
  const { walkMilliseconds } = context.limits;
  const deadline = setTimeout(() => {
    context.halt(root.digest, `The walk stopped after ${Math.round(walkMilliseconds / 1000)} seconds.`);
  }, walkMilliseconds);
  try {
    await walkFrom(context, root, options.depth);
  } finally {
    clearTimeout(deadline);
  }
  options.signal.throwIfAborted();
}

/** Step by step and not branch by branch, so that whatever is reached twice is reached on its shortest way first. */
async function walkFrom(context: WalkContext, root: FetchedManifest, depth: number): Promise<void> {
  const visited = new Set<Digest>([root.digest]);
  let reached = await expand(context, root);
  for (let step = 1; step < depth && !context.isHalted(); step++) {
    const next = unvisited(reached, visited);
    if (next.length === 0) return;
    const steps = await Promise.all(next.map((descriptor) => loadAndExpand(context, descriptor)));
    reached = steps.flat();
  }
  if (depth >= context.limits.walkDepthMax && unvisited(reached, visited).length > 0) {
    context.sayLimit(root.digest, `The walk goes no deeper than ${context.limits.walkDepthMax} steps.`);
  }
}

async function readRoot(context: WalkContext, reference: Reference): Promise<FetchedManifest> {
  const { client, repository } = context;
  const root = await context.ask((signal) =>
    client.getManifest(repository, manifestSelector(reference), { signal }),
  );
  const isByTag = reference.tag !== undefined && reference.digest === undefined;
  context.sayRoot(root.digest, formatReference(reference));
  context.sayNode(nodeOfManifest(root, undefined, isByTag ? [reference.tag] : []));
  context.sayAnswer({
    about: root.digest,
    question: 'manifest',
    source: 'manifest',
    state: 'found',
    count: 1,
  });
  return root;
}

function unvisited(descriptors: readonly Descriptor[], visited: Set<Digest>): readonly Descriptor[] {
  return descriptors.filter(({ digest, mediaType }) => {
    // An entry of an index may be anything; only manifests can be asked for what is around them.
    if (visited.has(digest) || !isManifestMediaType(mediaType)) return false;
    visited.add(digest);
    return true;
  });
}
