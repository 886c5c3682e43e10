import type { GraphState } from '#lib/graph/graph-state';
import type { GraphLinks } from '#lib/graph/links';
import { linksOf } from '#lib/graph/links';
import type { Answer, EdgeSource, GraphNode } from '#lib/graph/model';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { Digest } from '#lib/oci/digest';
import { isSigned } from '#lib/oci/kind';
import { isIndexMediaType, isManifestMediaType } from '#lib/oci/media-type';
import type { EvidenceRequest } from '#lib/server/evidence/graph-around';
import { graphAround } from '#lib/server/evidence/graph-around';
import { limits } from '#lib/server/platform/limits';
import type { Target } from '#lib/verify/signed-evidence';
import { verificationLimits } from './limits.ts';

/** A manifest that may hold evidence, and what it hangs on. */
export type AttachedManifest = {
  readonly node: GraphNode;
  readonly target: Target;
  readonly through?: EvidenceCheck['through'];
  /** Set for the artifact itself, whose own layers may hold evidence. */
  readonly isOwn?: true;
};

/** What is looked around. */
export type CollectRequest = EvidenceRequest & {
  /** What one step down has found already. */
  readonly near?: GraphState;
  /** What hangs on the indexes that hold the artifact is not asked for: to find them, every tag has to be resolved. */
  readonly isDownward?: true;
};

/** What hangs on an artifact, and who was asked for it. */
export type CollectedEvidence = {
  readonly root: GraphNode;
  /** The artifact itself, then what hangs on it, then all else. */
  readonly attached: readonly AttachedManifest[];
  /** Of the artifact and its platforms. */
  readonly answers: readonly Answer[];
};

/**
 * What may speak for an artifact: what hangs on it, on its platforms, on the indexes that hold it, and on what hangs on
 * it.
 *
 * @throws RegistryError or OciError when the artifact itself cannot be read
 */
export async function collectEvidence(request: CollectRequest): Promise<CollectedEvidence> {
  const state = await lookAround(request);
  const root = rootOf(state);
  const links = linksOf(state);
  const platforms = isIndexMediaType(root.mediaType) ? platformsIn(state, links, root.digest) : [];
  const own = attachedTo(state, links, root);
  const onPlatforms = platforms.flatMap((node) => attachedTo(state, links, node, 'platform'));
  const onAttached = [...own, ...onPlatforms].flatMap(({ node }) =>
    attachedTo(state, links, node, 'referrer'),
  );
  const onHolders = isIndexMediaType(root.mediaType) ? [] : await attachedToHolders(request, root);
  const asked = new Set([root.digest, ...platforms.map(({ digest }) => digest)]);
  return {
    root,
    attached: unique([
      { node: root, target: targetOf(root), isOwn: true },
      ...own,
      ...onPlatforms,
      ...onHolders,
      ...onAttached,
    ]),
    answers: [
      ...[...state.answers.values()].filter(
        ({ question, about }) => question === 'referrers' && asked.has(about),
      ),
      ...state.limits.map((reason) => openAnswer(root.digest, reason)),
    ],
  };
}

/** Says that more evidence may exist than was looked at. */
export function openAnswer(about: Digest, reason: string): Answer {
  return { about, question: 'referrers', source: 'manifest', state: 'unknown', reason, code: 'too-large' };
}

/**
 * One step, which asks about a few platforms too. Where something unsigned hangs there, a further step asks who signed
 * it; nobody asks that about a thousand signatures.
 */
async function lookAround({ near: known, ...request }: CollectRequest): Promise<GraphState> {
  const near = known ?? (await graphAround(request, { depth: 1, isDownward: true }));
  const root = rootOf(near);
  const links = linksOf(near);
  const platforms = isIndexMediaType(root.mediaType) ? platformsIn(near, links, root.digest) : [];
  const attached = [root, ...platforms].flatMap((node) => attachedTo(near, links, node));
  const isMany = platforms.length > limits.platformsAskedMax;
  const isWorthIt = attached.some(({ node }) => !isSigned(node));
  const isFew = attached.length <= verificationLimits.attachmentsAskedMax;
  if (!isMany && (!isWorthIt || !isFew)) return near;
  // What was learned a moment ago serves again.
  const depth = platforms.length > 0 && !isMany ? 3 : 2;
  return await graphAround({ ...request, isFresh: false }, { depth, isDownward: true });
}

const referrerSources: ReadonlySet<EdgeSource> = new Set([
  'referrers-api',
  'referrers-tag',
  'cosign-tags',
  'external',
]);

/**
 * What hangs on the indexes that hold one platform. Only a digest names a platform: a tag leads to the index, also where
 * a row has its digest beside it.
 */
async function attachedToHolders(
  request: CollectRequest,
  root: GraphNode,
): Promise<readonly AttachedManifest[]> {
  const { digest, tag } = request.reference;
  if (request.isDownward === true || digest === undefined) return [];
  if (request.isRow === true && tag !== undefined) return [];
  const above = await graphAround(request, { depth: 1, sources: new Set(['manifest']) });
  const links = linksOf(above);
  const edges = links.predecessors.get(root.digest) ?? [];
  const holders = edges.filter(({ relation }) => relation === 'child').map(({ from }) => from);
  // An index also tells which of its entries is about which other.
  const found = [...attachedTo(above, links, root)];
  for (const digest of [...new Set(holders)].slice(0, verificationLimits.holdersAskedMax)) {
    const { registry, repository } = request.reference;
    const reference = { registry, repository, digest };
    const look = { depth: 1, isDownward: true, sources: referrerSources } as const;
    const state = await graphAround({ ...request, reference }, look);
    found.push(...attachedTo(state, linksOf(state), rootOf(state), 'index'));
  }
  return found;
}

function rootOf({ root, nodes }: GraphState): GraphNode {
  const node = root === undefined ? undefined : nodes.get(root);
  if (node === undefined) throw new Error('A walk has ended without its root.');
  return node;
}

function platformsIn(state: GraphState, links: GraphLinks, root: Digest): readonly GraphNode[] {
  return childrenOf(state, links, root).filter(({ digest, mediaType }) => {
    const isAbout = (links.successors.get(digest) ?? []).some(({ relation }) => relation === 'about');
    return !isAbout && isManifestMediaType(mediaType) && !isIndexMediaType(mediaType);
  });
}

/** What an index holds, and the indexes in it. */
function childrenOf({ nodes }: GraphState, links: GraphLinks, root: Digest): readonly GraphNode[] {
  const held = new Set<Digest>([root]);
  for (const digest of held)
    for (const { relation, to } of links.successors.get(digest) ?? []) if (relation === 'child') held.add(to);
  held.delete(root);
  return [...held].flatMap((digest) => nodes.get(digest) ?? []);
}

/** What hangs on a node; of an index that hangs there, what it holds. */
function attachedTo(
  state: GraphState,
  links: GraphLinks,
  subject: GraphNode,
  through?: AttachedManifest['through'],
): readonly AttachedManifest[] {
  const edges = links.predecessors.get(subject.digest) ?? [];
  const from = edges.filter(({ relation }) => relation === 'subject' || relation === 'about');
  const nodes = from.flatMap((edge) => state.nodes.get(edge.from) ?? []);
  return nodes.flatMap((node) => {
    const held = childrenOf(state, links, node.digest);
    return (held.length === 0 ? [node] : held).map((one) => ({
      node: one,
      target: targetOf(subject),
      ...(through === undefined ? {} : { through }),
    }));
  });
}

// A walk knows the size of all that it asks about.
function targetOf({ digest, mediaType, size = 0 }: GraphNode): Target {
  return { digest, mediaType, size };
}

function unique(attached: readonly AttachedManifest[]): readonly AttachedManifest[] {
  const seen = new Set<string>();
  return attached.filter(({ node, target }) => {
    const key = `${node.digest} ${target.digest}`;
    return !seen.has(key) && seen.add(key);
  });
}
