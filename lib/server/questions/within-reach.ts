import type { QuestionScope } from '#lib/inventory/questions/reachable';
import { coversRepository } from '#lib/roles/repository-pattern';
import type { ChangedHit } from './saved-question.ts';

/** Those of the hits that somebody may read. */
export function withinReach<Hit extends Pick<ChangedHit, 'key'>>(
  hits: readonly Hit[],
  reach: QuestionScope['reach'],
): readonly Hit[] {
  if (reach === undefined) return hits;
  return hits.filter((hit) => reach.some((pattern) => coversRepository(pattern, repositoryOfHit(hit))));
}

/** The repository of a hit, `host/name`. */
export function repositoryOfHit({ key }: Pick<ChangedHit, 'key'>): string {
  return key.split('@', 1)[0] ?? '';
}

/** Platforms of an index have one name: each name once. */
export function eachNameOnce<Hit extends Pick<ChangedHit, 'reference'>>(
  hits: readonly Hit[],
): readonly Hit[] {
  return [...new Map(hits.toReversed().map((hit) => [hit.reference, hit])).values()].toReversed();
}
