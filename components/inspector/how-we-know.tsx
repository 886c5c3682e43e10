import { Section } from '#components/inspector/field-list';
import { NodeLink } from '#components/inspector/node-link';
import { StateIcon } from '#components/ui/state-icon';
import { edgeKey } from '#lib/graph/graph-state';
import type { Answer, EdgeSource, GraphEdge, Question, Relation } from '#lib/graph/model';
import { isOpen } from '#lib/graph/model';
import type { Confidence } from '#lib/oci/kind';
import type { InspectorProps } from './inspector-props.ts';

const confidences = {
  content: 'What it is was read from its content.',
  declared: 'What it is was declared by its types and annotations.',
  name: 'What it is was only guessed from a name.',
} as const satisfies Record<Confidence, string>;

const sources = {
  manifest: 'its manifest',
  'referrers-api': 'the referrers API',
  'referrers-tag': 'the referrers tag',
  'cosign-tags': 'a cosign tag',
  buildkit: 'a BuildKit entry',
  external: 'another repository',
} as const satisfies Record<EdgeSource, string>;

const relations = {
  subject: ['Refers to', 'Referred to by'],
  about: ['Is about', 'Described by'],
  child: ['Contains', 'Contained in'],
  config: ['Has the config', 'Config of'],
  layer: ['Has the layer', 'Layer of'],
} as const satisfies Record<Relation, readonly [leaving: string, arriving: string]>;

/** More than these are a number here; the outline lists them. */
const shownEdges = 3;

/** Where each fact about a node comes from, the open questions among them. */
export function Provenance({ node, state, repository, onSelect }: InspectorProps) {
  const edges = [...state.edges.values()].filter(
    ({ from, to }) => from === node.digest || to === node.digest,
  );
  const answers = [...state.answers.values()].filter(({ about }) => about === node.digest);
  return (
    <Section title="How we know">
      <p className="mb-2 text-muted">{confidences[node.confidence]}</p>
      <ul className="flex flex-col gap-1.5">
        {answers.map((answer) => (
          <li key={`${answer.question} ${answer.source}`} className="flex gap-2">
            <StateIcon
              state={answer.state === 'found' ? 'present' : isOpen(answer) ? 'unknown' : 'none'}
              className={isOpen(answer) ? 'mt-px text-warn' : 'mt-px text-muted'}
            />
            <span className={isOpen(answer) ? 'text-warn' : ''}>{answerText(answer)}</span>
          </li>
        ))}
      </ul>
      <ul className="mt-2 flex flex-col gap-1.5">
        {groupEdges(edges, node.digest).map(({ title, edges: alike, from }) => (
          <li key={`${title} ${from}`} className="min-w-0">
            <span className="text-muted">{title} </span>
            {alike.length > shownEdges ? `${alike.length} others` : null}
            {alike.length > shownEdges
              ? null
              : alike.map((edge) => (
                  <span key={edgeKey(edge)} className="mr-2">
                    <NodeLink
                      digest={otherEnd(edge, node.digest)}
                      state={state}
                      repository={repository}
                      onSelect={onSelect}
                    />
                  </span>
                ))}
            <span className="block text-sm text-faint">known from {from}</span>
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
    return `${title}\n${edge.sources.map((source) => sources[source]).join(' and ')}`;
  });
  return [...groups].map(([key, alike]) => {
    const [title = '', from = ''] = key.split('\n');
    return { title, from, edges: alike };
  });
}

function otherEnd(edge: GraphEdge, digest: GraphEdge['from']): GraphEdge['from'] {
  return edge.from === digest ? edge.to : edge.from;
}

const questionTexts = {
  manifest: 'The manifest',
  children: 'What it contains',
  referrers: 'What refers to it',
  tags: 'Tags that point to it',
  indexes: 'Indexes that hold it',
} as const satisfies Record<Question, string>;

function answerText(answer: Answer): string {
  const what = questionTexts[answer.question];
  const where = `, from ${sources[answer.source]}`;
  switch (answer.state) {
    case 'found':
      return `${what}: ${answer.count} found${where}${answer.filtered === undefined ? '' : `, filtered ${answer.filtered === 'here' ? 'here' : 'by the registry'}`}`;
    case 'none':
      return `${what}: none${where}`;
    case 'unknown':
      return isOpen(answer)
        ? `${what}: could not be determined${where}. ${answer.reason}`
        : `${what}: this registry has no answer${where}; another source was asked`;
    default:
      return answer satisfies never;
  }
}
