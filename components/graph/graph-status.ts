import type { GraphState } from '#lib/graph/graph-state';
import type { OpenQuestion } from '#lib/graph/open-questions';

/** The number of artifacts in a graph; configs and layers are content of artifacts. */
export function countArtifacts({ nodes }: Pick<GraphState, 'nodes'>): number {
  return [...nodes.values()].filter(({ kind }) => kind !== 'config' && kind !== 'layer').length;
}

/** One sentence for what was cut and one for what is open, in this order; undefined when the graph is complete. */
export function doubtOf(
  { limits }: Pick<GraphState, 'limits'>,
  questions: readonly Pick<OpenQuestion, 'text' | 'reason'>[],
): string | undefined {
  const [limit] = limits;
  const [first] = questions;
  const count = `${questions.length} ${questions.length === 1 ? 'question' : 'questions'} open`;
  const sentences = [
    ...(limit === undefined ? [] : [`Incomplete: ${withStop(limit)}`]),
    ...(first === undefined ? [] : [`${count}: ${first.text}, ${withStop(first.reason)}`]),
  ];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
