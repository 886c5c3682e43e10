import type { Fact } from '#lib/graph/model';
import { guarded } from './client.ts';

/**
 * The facts of a walk as `streamFacts` gives them. What reads them is loaded with the first of them: a page that shows
 * none yet has less to load.
 *
 * @throws ProblemError as `streamFacts` does, also where that code does not come
 */
export async function* readFacts(path: string, signal?: AbortSignal): AsyncGenerator<readonly Fact[]> {
  const { streamFacts } = await guarded(signal, () => import('./stream-facts.ts'));
  yield* streamFacts(path, signal);
}
