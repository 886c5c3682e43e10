import { formatSources } from '#components/ui/feedback/answer-text.ts';
import type { GraphState } from '#lib/graph/graph-state';
import { listedPlatforms } from '#lib/graph/listed-platforms';
import type { GraphEdge, GraphNode, Relation } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import { isDocumentKind } from '#lib/oci/kind';
import { formatBytes } from '#lib/text/format';

const nouns = {
  image: 'A container image',
  index: 'An index',
  signature: 'A signature',
  attestation: 'An attestation',
  provenance: 'Build provenance',
  sbom: 'An SBOM',
  'vulnerability-report': 'A vulnerability report',
  vex: 'A VEX document',
  'test-result': 'A test result',
  chart: 'A Helm chart',
  policy: 'A policy',
  model: 'A machine-learning model',
  wasm: 'A WebAssembly module',
  package: 'A package',
  'lazy-loading-index': 'A lazy-loading index',
  layer: 'A layer',
  config: 'A configuration',
  'referrers-list': 'A list of referrers',
  artifact: 'An artifact of an unknown type',
} as const satisfies Record<Kind, string>;

/** What a node is, in one sentence. */
export function describeNode(node: GraphNode, state: GraphState): string {
  if (node.state === 'missing') return 'Another artifact refers to it, but the registry does not have it.';
  const subject = subjectEdge(node, state);
  const content = node.count === undefined || isDocumentKind(node.kind) ? '' : ` ${contents(node)}`;
  const about = subject === undefined ? '' : `, attached to ${nameOf(subject.to, state)}`;
  const platform =
    node.platform === undefined || node.kind !== 'image' ? '' : ` for ${listedPlatforms(node).join(', ')}`;
  return `${nouns[node.kind]}${platform}${content}${about}.`;
}

/** The edge from a node to its subject, or to what it is about; undefined without either. */
export function subjectEdge({ digest }: GraphNode, { edges }: GraphState): GraphEdge | undefined {
  return [...edges.values()].find(
    ({ from, relation }) => from === digest && (relation === 'subject' || relation === 'about'),
  );
}

/** The size of a node, with that of its content where it is known. */
export function describeSize(size: number, contentSize: number | undefined): string {
  if (contentSize !== undefined)
    return `${formatBytes(contentSize)} of content, manifest ${formatBytes(size)}`;
  return size < 1024 ? formatBytes(size) : `${formatBytes(size)} (${size.toLocaleString('en')} bytes)`;
}

/** Edges of one node that read alike. */
type EdgeGroup = {
  /** The relation, as this node sees it. */
  readonly title: string;
  /** Where the edges were learned. */
  readonly from: string;
  /** The nodes at their other ends. */
  readonly ends: readonly Digest[];
};

const relations = {
  subject: ['Refers to', 'Referred to by'],
  about: ['Is about', 'Described by'],
  child: ['Contains', 'Contained in'],
  config: ['Has the config', 'Config of'],
  layer: ['Has the layer', 'Layer of'],
} as const satisfies Record<Relation, readonly [leaving: string, arriving: string]>;

/** The edges of a node by relation, direction and sources. */
export function groupEdges(edges: Iterable<GraphEdge>, node: Digest): readonly EdgeGroup[] {
  const groups = new Map<string, EdgeGroup>();
  for (const { from, to, relation, sources } of edges) {
    if (from !== node && to !== node) continue;
    const title = relations[relation][from === node ? 0 : 1];
    const learned = formatSources(sources);
    const key = `${title}\n${learned}`;
    const ends = [...(groups.get(key)?.ends ?? []), from === node ? to : from];
    groups.set(key, { title, from: learned, ends });
  }
  return [...groups.values()];
}

function nameOf(digest: Digest, { root, reference, nodes }: GraphState): string {
  if (digest === root) return reference.slice(reference.indexOf('/') + 1);
  return nodes.get(digest)?.title ?? formatShortDigest(digest);
}

function contents(node: GraphNode): string {
  const count = node.count ?? 0;
  if (node.kind === 'index') return `of ${count} ${count === 1 ? 'manifest' : 'manifests'}`;
  const noun = node.kind === 'image' ? 'layer' : 'file';
  return `with ${count} ${count === 1 ? noun : `${noun}s`}`;
}
