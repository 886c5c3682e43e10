import { AnswerList } from '#components/ui/feedback/answer-list';
import { AskAgain } from '#components/ui/feedback/ask-again';
import { Section } from '#components/ui/field-list';
import type { Confidence } from '#lib/oci/kind';
import { groupEdges } from './describe-node.ts';
import type { InspectorProps } from './inspector-props.ts';
import { NodeLink } from './node-link.tsx';

const confidences = {
  content: 'Identified by its content.',
  declared: 'Identified by its media types and annotations.',
  name: 'Guessed from its name.',
} as const satisfies Record<Confidence, string>;

/** More edges than these are counted; the outline lists them. */
const shownEdges = 3;

/** Where the facts about a node come from, and which questions are open. */
export function DiscoverySources(props: InspectorProps) {
  const { node, state, reference } = props;
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
        {groupEdges(state.edges.values(), node.digest).map(({ title, from, ends }) => (
          <li key={`${title} ${from}`} className="min-w-0">
            <span className="text-muted">{title} </span>
            {ends.length > shownEdges
              ? `${ends.length.toLocaleString('en')} others`
              : ends.map((digest) => (
                  <span key={digest} className="mr-2">
                    <NodeLink {...props} digest={digest} />
                  </span>
                ))}
            <span className="block text-sm text-faint">from {from}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
