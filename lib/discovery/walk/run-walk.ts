import { priorities } from '#lib/discovery/call-scheduler';
import { loadManifest } from '#lib/discovery/load-manifest';
import { nodeOfDescriptor, nodeOfManifest } from '#lib/discovery/node-of';
import { emitChildren, isAttestationEntry } from '#lib/discovery/sources/children';
import { findReferrers } from '#lib/discovery/sources/find-referrers';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { WalkScope } from '#lib/discovery/walk-scope';
import { isAsked } from '#lib/discovery/walk-scope';
import type { Descriptor, Subject } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { isIndexMediaType, isManifestMediaType, mediaTypes } from '#lib/oci/media-type';
import type { Reference } from '#lib/oci/reference';
import { formatReference, manifestSelector } from '#lib/oci/reference';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { isNotFound } from '#lib/repository/explain-error';
import { findParents } from './find-parents.ts';

/** What a walk begins with, and when it ends. */
type WalkStart = {
  readonly reference: Reference;
  readonly depth: number;
  readonly mayBeMissing?: true;
  readonly signal: AbortSignal;
};

/** What a step led to; of a referrer everything that another step needs is known without reading it. */
type Reached = { readonly descriptor: Subject; readonly isReferrer: boolean };

/**
 * Walks from the named artifact. `flushed` resolves when the reader has taken every fact so far.
 *
 * @throws RegistryError or OciError when the named artifact cannot be read, and the reason of an aborted signal
 */
export async function runWalk(
  context: WalkContext,
  { reference, depth, mayBeMissing, signal }: WalkStart,
  flushed: () => Promise<void>,
): Promise<void> {
  // It does not depend on the manifest, and three sources wait for it.
  const tags = needsTags(context.scope) ? context.lists.tagList(context.scope.primary) : undefined;
  const root = await readRoot(context, reference).catch((error: unknown) => {
    if (mayBeMissing !== true || reference.digest === undefined || !isNotFound(error)) throw error;
    return undefined;
  });
  if (root === undefined) return await walkAroundMissing(context, reference, flushed);
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

/** What refers to a manifest stays when that is deleted: it is found by the digest alone. */
async function walkAroundMissing(
  context: WalkContext,
  reference: Reference,
  flushed: () => Promise<void>,
): Promise<void> {
  const { digest } = reference;
  if (digest === undefined) return;
  const missing = { digest, mediaType: mediaTypes.ociManifest };
  context.emit.root(digest, formatReference(reference));
  context.emit.node(nodeOfDescriptor(missing, 'missing', 'The registry does not have it.'));
  context.emit.answer({ about: digest, question: 'manifest', source: 'manifest', state: 'none' });
  await findReferrers(context, digest, priorities.root);
  await flushed();
  context.documents.begin();
  await context.documents.settled();
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
  // A row that tries a list does so by itself: its platforms are as that list says.
  if (context.scope.asksByName === true) context.known.askByName(platforms);
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

/**
 * One step from a manifest that was read: what refers to it, what it contains and what it refers to. Returns what was
 * reached, for the next step.
 */
async function expand(
  context: WalkContext,
  fetched: FetchedManifest,
  priority: number,
): Promise<readonly Reached[]> {
  // The referrers are asked for first: they are what people came for; children are in the manifest already.
  const referrers = findReferrers(context, fetched.digest, priority);
  if (fetched.manifest.shape === 'index') await context.budget.reserve(fetched.manifest.manifests.length);
  const children = isAsked(context.scope, 'manifest') ? emitChildren(context, fetched) : [];
  const climbed = context.scope.isDownward ? [] : followSubjects(context, fetched, priority);
  const [subjects, attached] = await Promise.all([climbed, referrers]);
  return [
    ...[...subjects, ...children].map((descriptor) => ({ descriptor, isReferrer: false })),
    ...attached.map((descriptor) => ({ descriptor, isReferrer: true })),
  ];
}

/** Goes one step on from what was reached; nothing is reached from what cannot be read. */
async function stepFrom(
  context: WalkContext,
  { descriptor, isReferrer }: Reached,
): Promise<readonly Reached[]> {
  if (context.budget.isEnding()) return [];
  const holdsMore = isIndexMediaType(descriptor.mediaType) || context.scope.includeBlobs;
  if (isReferrer && !holdsMore) {
    const attached = await findReferrers(context, descriptor.digest, priorities.step);
    return attached.map((found) => ({ descriptor: found, isReferrer: true }));
  }
  const fetched = await loadManifest(context, descriptor, priorities.step);
  return fetched === undefined ? [] : await expand(context, fetched, priorities.step);
}

/** Follows the chain of subjects upward: it tells where an artifact belongs, and whether that is still there. Returns the subjects that were reached. */
async function followSubjects(
  context: WalkContext,
  from: FetchedManifest,
  priority: number,
): Promise<readonly Subject[]> {
  const chain = new Map<Digest, Subject>();
  let { digest } = from;
  let { subject } = from.manifest;
  while (subject !== undefined && !chain.has(subject.digest) && subject.digest !== from.digest) {
    if (chain.size >= context.scope.limits.walkDepthMax) {
      context.emit.limit(
        digest,
        `The chain of subjects is longer than ${context.scope.limits.walkDepthMax}.`,
      );
      break;
    }
    const isRead = context.known.isRead(subject.digest);
    if (!isRead && !context.emit.node(nodeOfDescriptor(subject))) break;
    context.emit.edge(digest, 'subject', subject.digest, 'manifest');
    if (isRead) break;
    chain.set(subject.digest, subject);
    const fetched = await loadManifest(context, subject, priority);
    if (fetched === undefined) break;
    ({ digest } = fetched);
    ({ subject } = fetched.manifest);
  }
  return [...chain.values()];
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
