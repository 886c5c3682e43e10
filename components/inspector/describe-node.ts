import type { GraphEdge, GraphNode } from '#lib/graph/model';
import type { Kind } from '#lib/oci/kind';

const nouns = {
  image: 'A container image',
  index: 'An index',
  signature: 'A signature',
  attestation: 'An attestation',
  provenance: 'A statement of how something was built',
  sbom: 'A list of what is in something',
  'vulnerability-report': 'A report of known vulnerabilities',
  vex: 'A statement which vulnerabilities matter',
  'test-result': 'The result of a test',
  chart: 'A Helm chart',
  policy: 'A policy',
  model: 'A machine-learning model',
  wasm: 'A WebAssembly module',
  package: 'A package',
  'lazy-loading-index': 'An index for loading an image lazily',
  layer: 'A layer',
  config: 'A configuration',
  'referrers-list': 'A list of referrers',
  artifact: 'An artifact of a type that Orrery does not know',
} as const satisfies Record<Kind, string>;

/** What a node is, in one sentence; `edges` are those that start at it. */
export function describeNode(
  node: GraphNode,
  edges: readonly GraphEdge[],
  nameOf: (edge: GraphEdge) => string,
): string {
  if (node.state === 'missing') return 'Something refers to it, but the registry does not have it.';
  const subject = edges.find(({ relation }) => relation === 'subject' || relation === 'about');
  const held = node.count === undefined ? '' : ` ${contents(node)}`;
  const about = subject === undefined ? '' : `, attached to ${nameOf(subject)}`;
  const platform = node.platform === undefined || node.kind !== 'image' ? '' : ` for ${node.platform}`;
  return `${nouns[node.kind]}${platform}${held}${about}.`;
}

function contents(node: GraphNode): string {
  const count = node.count ?? 0;
  if (node.kind === 'index') return `of ${count} ${count === 1 ? 'manifest' : 'manifests'}`;
  const noun = node.kind === 'image' ? 'layer' : 'file';
  return `with ${count} ${count === 1 ? noun : `${noun}s`}`;
}
