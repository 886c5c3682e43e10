import type { GraphState } from '#lib/graph/graph-state';

/** Who left something out of a list of referrers before it came here. */
export function filteredBy(state: GraphState): 'registry' | 'here' | undefined {
  for (const answer of state.answers.values()) {
    if (answer.state === 'found' && answer.filtered !== undefined) return answer.filtered;
  }
  return undefined;
}
