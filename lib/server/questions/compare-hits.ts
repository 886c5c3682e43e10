import type { Hits } from '#lib/inventory/questions/list-hits';
import { savedQuestionLimits } from './limits.ts';
import type { HitChange, QuestionMemory } from './saved-question.ts';

/** What is remembered after a look, and what it found changed; the same memory where nothing did. */
type HitComparison = { readonly memory: QuestionMemory; readonly change: HitChange | undefined };

type Look = {
  readonly found: Hits;
  /** Changes age and leave the answer: that one is not there any more is no news. */
  readonly isOfChanges: boolean;
  readonly at: number;
  /** The id of a change, if there is one. */
  readonly id: string;
};

/**
 * Compares what a question finds with what it found before. The first look, and one that could not read all hits, changes
 * nothing; nor does an inventory in which nothing is known. A hit that is not known to be gone is kept.
 */
export function compareHits(
  before: QuestionMemory | undefined,
  { found, isOfChanges, at, id }: Look,
): HitComparison {
  const changes = before?.changes ?? [];
  const keys = found.isWhole ? found.hits.map(({ key }) => key) : undefined;
  if (before !== undefined && found.asOf === undefined && found.hits.length === 0)
    return { memory: before, change: undefined };
  if (before?.keys === undefined || keys === undefined)
    return { memory: { keys, changes }, change: undefined };
  const now = new Set(keys);
  const then = new Set(before.keys);
  const still = before.keys.filter((key) => !now.has(key) && found.unsure.has(key));
  const gained = found.hits.filter(({ key }) => !then.has(key));
  const lost = isOfChanges ? [] : before.keys.filter((key) => !now.has(key) && !found.unsure.has(key));
  if (gained.length === 0 && lost.length === 0 && !isOfChanges) return { memory: before, change: undefined };
  const memory = { keys: [...keys, ...still], changes };
  if (gained.length === 0 && lost.length === 0) return { memory, change: undefined };
  const { namedMax, changesMax } = savedQuestionLimits;
  const change: HitChange = {
    ...{ id, at },
    gained: gained.slice(0, namedMax).map(({ key, reference }) => ({ key, reference })),
    lost: lost.slice(0, namedMax).map((key) => ({ key, reference: key })),
    isCut: gained.length > namedMax || lost.length > namedMax,
  };
  return { memory: { ...memory, changes: [change, ...changes].slice(0, changesMax) }, change };
}
