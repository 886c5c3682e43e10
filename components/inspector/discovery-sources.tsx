import { AnswerList } from '#components/ui/feedback/answer-list';
import { formatSources } from '#components/ui/feedback/answer-words.ts';
import { AskAgain } from '#components/ui/feedback/ask-again';
import { Section } from '#components/ui/field-list';
import { edgeKey } from '#lib/graph/graph-state';
import type { GraphEdge, Relation } from '#lib/graph/model';
import type { Confidence } from '#lib/oci/kind';
import type { InspectorProps } from './inspector-props.ts';
import { NodeLink } from './node-link.tsx';

const confidences = {
  content: 'Identified by its content.',
  declared: 'Identified by its declared types and annotations.',
  name: 'Guessed from a name.',
} as const satisfies Record<Confidence, string>;

const relations = {
  subject: ['Refers to', 'Referred to by'],
  about: ['Is about', 'Described by'],
  child: ['Contains', 'Contained in'],
  config: ['Has the config', 'Config of'],
  layer: ['Has the layer', 'Layer of'],
} as const satisfies Record<Relation, readonly [leaving: string, arriving: string]>;

/** More edges than these are counted; the outline lists them. */
const shownEdges = 3;

/** Where the facts about a node come from, and which questions are open. */
export function DiscoverySources(props: InspectorProps) {
  const { node, state, reference } = props;
  const edges = [...state.edges.values()].filter(
    ({ from, to }) => from === node.digest || to === node.digest,
  );
  const answers = [...state.answers.values()].filter(({ about }) => about === node.digest);
  return (
    <Section title="Sources">
      <p className="mb-2.5">
        {confidences[node.confidence]}
        {node.basis === undefined ? null : <span className="block text-muted">{node.basis}</span>}
      </p>
      <AnswerList answers={answers} />
      <p className="my-1.5 flex gap-2 empty:hidden">
        <AskAgain reference={reference} state={state} about={node.digest} />
      </p>
      <ul className="mt-2 flex flex-col gap-1.5">
        {groupEdges(edges, node.digest).map(({ title, edges: alike, from }) => (
          <li key={`${title} ${from}`} className="min-w-0">
            <span className="text-muted">{title} </span>
            {alike.length > shownEdges
              ? `${alike.length.toLocaleString('en')} others`
              : alike.map((edge) => (
                  <span key={edgeKey(edge)} className="mr-2">
                    <NodeLink {...props} digest={otherEnd(edge, node.digest)} />
                  </span>
                ))}
            <span className="block text-sm text-faint">from {from}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type EdgeGroup = { readonly title: string; readonly from: string; readonly edges: readonly GraphEdge[] };

/** Edges of one relation and direction that were learned in the same places. */
function groupEdges(edges: readonly GraphEdge[], digest: GraphEdge['from']): readonly EdgeGroup[] {
  const groups = Map.groupBy(edges, (edge) => {
    const title = relations[edge.relation][edge.from === digest ? 0 : 1];
    return `${title}\n${formatSources(edge.sources)}`;
  });
  return [...groups].map(([key, alike]) => {
    const [title = '', from = ''] = key.split('\n');
    return { title, from, edges: alike };
  });
}

function otherEnd(edge: GraphEdge, digest: GraphEdge['from']): GraphEdge['from'] {
  return edge.from === digest ? edge.to : edge.from;
}
