import type { JoinedArtifact } from '#lib/formats/findings/evidence';
import type { GraphState } from '#lib/graph/graph-state';
import type { GraphLinks } from '#lib/graph/links';
import { linksOf } from '#lib/graph/links';
import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import { isManifestMediaType } from '#lib/oci/media-type';

/** An artifact that may carry a report, VEX, an SBOM or provenance, and what it hangs on. */
export type Carrier = { readonly node: GraphNode; readonly about: Digest };

/** An artifact with its images, and everything around them that may be evidence. */
export type Surroundings = JoinedArtifact & {
  readonly rootNode: GraphNode;
  /** Everything that hangs on it or on its images, in the order of the walk. */
  readonly attached: readonly Carrier[];
  /** What of it may be evidence. */
  readonly carriers: readonly Carrier[];
  /** Whether every place that may name evidence was asked. */
  readonly isComplete: boolean;
};

/** What a walk has found around its root; undefined before the root is known. */
export function surroundingsOf(state: GraphState): Surroundings | undefined {
  const { root, nodes } = state;
  const rootNode = root === undefined ? undefined : nodes.get(root);
  if (root === undefined || rootNode === undefined) return undefined;
  const links = linksOf(state);
  const held = heldBy(links, root).flatMap((digest) => nodes.get(digest) ?? []);
  const images = held.filter((node) => isImage(node, links));
  const subjects = [root, ...images.map(({ digest }) => digest)];
  const attached = subjects.flatMap((about) =>
    attachedTo(links, about).flatMap((digest) => {
      const node = nodes.get(digest);
      return node === undefined ? [] : unpack(node, links, nodes).map((one) => ({ node: one, about }));
    }),
  );
  const itself =
    mayBeEvidence(rootNode) && rootNode.kind !== 'artifact' ? [{ node: rootNode, about: root }] : [];
  const tags = rootNode.tags.map((tag) => `${nameOf(state.reference)}:${tag}`);
  return {
    root,
    rootNode,
    platforms: new Map(images.map((node) => [node.digest, node.platform ?? formatShortDigest(node.digest)])),
    references: [...new Set([state.reference, ...tags, `${nameOf(state.reference)}@${root}`])],
    attached,
    carriers: [...itself, ...attached].filter(({ node }) => mayBeEvidence(node)),
    isComplete: state.complete === true,
  };
}

const evidence: ReadonlySet<Kind> = new Set([
  'attestation',
  'provenance',
  'sbom',
  'vulnerability-report',
  'vex',
]);

/** Whether what an artifact is known to be leaves it open that it is evidence. */
function mayBeEvidence({ kind, parts = [], confidence }: GraphNode): boolean {
  if ([kind, ...parts.map((part) => part.kind)].some((one) => evidence.has(one))) return true;
  return kind === 'artifact' && confidence !== 'content';
}

/** What an index holds, and the indexes in it. */
function heldBy(links: GraphLinks, root: Digest): readonly Digest[] {
  const held = new Set<Digest>([root]);
  for (const digest of held)
    for (const { relation, to } of links.successors.get(digest) ?? []) if (relation === 'child') held.add(to);
  held.delete(root);
  return [...held];
}

/** An entry of an index that is about another entry is an attestation, as BuildKit writes them. */
function isImage({ digest, mediaType, kind }: GraphNode, links: GraphLinks): boolean {
  const isAbout = (links.successors.get(digest) ?? []).some(({ relation }) => relation === 'about');
  return !isAbout && kind !== 'index' && isManifestMediaType(mediaType);
}

function attachedTo(links: GraphLinks, subject: Digest): readonly Digest[] {
  const edges = links.predecessors.get(subject) ?? [];
  const found = edges.filter(({ relation }) => relation === 'subject' || relation === 'about');
  return [...new Set(found.map(({ from }) => from))];
}

/** What is attached, or what the index that is attached holds. */
function unpack(node: GraphNode, links: GraphLinks, nodes: GraphState['nodes']): readonly GraphNode[] {
  const held = heldBy(links, node.digest).flatMap((digest) => nodes.get(digest) ?? []);
  return held.length === 0 ? [node] : held;
}

function nameOf(reference: string): string {
  return reference.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}
