import { priorities } from '#lib/discovery/call-scheduler';
import { nodeOfManifest } from '#lib/discovery/node-of';
import { findParents } from '#lib/discovery/parents/find-parents';
import { isAttestationEntry } from '#lib/discovery/sources/children';
import { findReferrers } from '#lib/discovery/sources/find-referrers';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { WalkScope } from '#lib/discovery/walk-scope';
import { isAsked } from '#lib/discovery/walk-scope';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { isManifestMediaType } from '#lib/oci/media-type';
import type { Reference } from '#lib/oci/reference';
import { formatReference, manifestSelector } from '#lib/oci/reference';
import type { FetchedManifest } from '#lib/registry/registry-client';
import type { Reached } from './expand.ts';
import { expand, stepFrom } from './expand.ts';

/** What a walk begins with, and when it ends. */
type WalkStart = { readonly reference: Reference; readonly depth: number; readonly signal: AbortSignal };

/**
 * Walks from the named artifact. `flushed` resolves when the reader has taken every fact so far.
 *
 * @throws RegistryError or OciError when the named artifact cannot be read, and the reason of an aborted signal
 */
export async function runWalk(
  context: WalkContext,
  { reference, depth, signal }: WalkStart,
  flushed: () => Promise<void>,
): Promise<void> {
  // It does not depend on the manifest, and three sources wait for it.
  const tags = needsTags(context.scope) ? context.lists.tagList(context.scope.primary) : undefined;
  const root = await readRoot(context, reference);
  const stopDeadline = startDeadline(context, root.digest);
  try {
    const parents = asksForParents(context.scope) ? findParents(context, root, tagOf(reference)) : undefined;
    await Promise.all([walkFrom(context, root, depth, flushed), parents, tags]);
    await context.documents.settled();
  } finally {
    stopDeadline();
  }
  signal.throwIfAborted();
}

/** Halts the walk when its time is up; the time it waits for room does not count. Returns what ends the deadline. */
function startDeadline(context: WalkContext, root: Digest): () => void {
  const { walkMilliseconds } = context.scope.limits;
  const startedAt = performance.now();
  const check = () => {
    const leftMs = walkMilliseconds + context.budget.waitedMs() - (performance.now() - startedAt);
    if (leftMs > 0) timer = setTimeout(check, leftMs);
    else context.budget.halt(root, `The walk stopped after ${Math.round(walkMilliseconds / 1000)} seconds.`);
  };
  let timer = setTimeout(check, walkMilliseconds);
  return () => clearTimeout(timer);
}

function needsTags(scope: WalkScope): boolean {
  return isAsked(scope, 'referrers-tag') || isAsked(scope, 'cosign-tags') || asksForParents(scope);
}

function asksForParents(scope: WalkScope): boolean {
  return isAsked(scope, 'manifest') && !scope.isDownward;
}

/** Step by step and not branch by branch: what is reached twice is reached on its shortest way first. */
async function walkFrom(
  context: WalkContext,
  root: FetchedManifest,
  depth: number,
  flushed: () => Promise<void>,
): Promise<void> {
  const visited = new Set<Digest>([root.digest]);
  const platforms = platformsOf(context, root);
  context.known.askByName(platforms);
  // What hangs on the platforms comes in with the first picture: later it would move what is drawn.
  const beside = depth === 1 ? platforms : [];
  let [reached] = await Promise.all([
    expand(context, root, priorities.root),
    ...beside.map((digest) => findReferrers(context, digest, priorities.step)),
  ]);
  context.documents.offer(descriptorOf(root), 'root');
  // A person sees the shape of the graph before anything is asked that only tells more of it.
  const begun = flushed().then(context.documents.begin);
  for (let step = 1; step < depth && !context.budget.isEnding(); step++) {
    const next = unvisited(reached, visited);
    if (next.length === 0) break;
    const steps = await Promise.all(next.map((from) => stepFrom(context, from)));
    reached = steps.flat();
  }
  if (depth >= context.scope.limits.walkDepthMax && unvisited(reached, visited).length > 0) {
    context.emit.limit(
      root.digest,
      `The walk goes no deeper than ${context.scope.limits.walkDepthMax} steps.`,
    );
  }
  await begun;
}

/** Whose referrers count for the index that was opened, as long as they are few enough to be asked about with it. */
function platformsOf(context: WalkContext, { manifest, digest: root }: FetchedManifest): readonly Digest[] {
  if (manifest.shape !== 'index' || context.scope.sources !== undefined) return [];
  const platforms = manifest.manifests.filter(
    (entry) => entry.digest !== root && isManifestMediaType(entry.mediaType) && !isAttestationEntry(entry),
  );
  const digests = [...new Set(platforms.map(({ digest }) => digest))];
  return digests.length > context.scope.limits.platformsAskedMax ? [] : digests;
}

async function readRoot(context: WalkContext, reference: Reference): Promise<FetchedManifest> {
  const { client, repository } = context.scope.primary;
  const root = await context.budget.call(
    (signal) => client.getManifest(repository, manifestSelector(reference), { signal }),
    priorities.root,
  );
  const { digest, bytes } = root;
  const tag = tagOf(reference);
  context.budget.countBytes(digest, bytes.byteLength);
  context.emit.root(digest, formatReference(reference));
  context.emit.node(nodeOfManifest(root, undefined, tag === undefined ? [] : [tag]));
  context.emit.answer({ about: digest, question: 'manifest', source: 'manifest', state: 'found', count: 1 });
  return root;
}

/** The tag that was asked for; beside a digest it is only a remark. */
export function tagOf({ tag, digest }: Reference): string | undefined {
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
