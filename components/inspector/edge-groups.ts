import { formatSources } from '#components/ui/feedback/answer-text.ts';
import type { GraphEdge, Relation } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';

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
