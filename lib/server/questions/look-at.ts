import { randomUUID } from 'node:crypto';
import type { AskedQuestion } from '#lib/inventory/questions/asked-question';
import type { Hits } from '#lib/inventory/questions/list-hits';
import { listHits } from '#lib/inventory/questions/list-hits';
import type { InventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { QuestionScope } from '#lib/inventory/questions/reachable';
import type { QuestionJob } from '#lib/inventory/queue/scan-job';
import { parseRegistry, parseRepository } from '#lib/oci/reference';
import { compareHits } from './compare-hits.ts';
import type { QuestionStore } from './question-store.ts';
import type { HitChange, KnownQuestion, QuestionStanding } from './saved-question.ts';

/** What saved questions are asked with. */
export type LookParts = {
  readonly store: QuestionStore;
  readonly questions: InventoryQuestions;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly addJob: (job: QuestionJob) => Promise<void>;
};

/** What a look found, and the changes that are remembered with it. */
type Looked = {
  readonly standing: QuestionStanding;
  readonly changes: readonly HitChange[];
  readonly found: Hits;
};

/** About which repositories a question is, for somebody who may read these. */
export function scopeOfAsked(
  { host, repository }: Pick<AskedQuestion, 'host' | 'repository'>,
  reach: QuestionScope['reach'],
): QuestionScope {
  if (repository === undefined) return host === undefined ? { reach } : { reach, host: parseRegistry(host) };
  const at = parseRepository(repository);
  return { reach, host: at.registry, repository: at.repository };
}

/** How many artifacts are hits: the platforms of an index have one name. */
export function countHits({ hits }: Pick<Hits, 'hits'>): number {
  return new Set(hits.map(({ reference, at }) => `${reference} ${at}`)).size;
}

/**
 * Asks a question by the rights of its owner, and remembers which hits came and went since it was asked before. New ones
 * are told to its webhook. Undefined where it was deleted meanwhile, or somebody was faster.
 */
export async function lookAt(
  { store, questions, now, addJob }: LookParts,
  { id, asked, reach, standing: before, webhook }: KnownQuestion,
): Promise<Looked | undefined> {
  const read = await store.readMemory(id);
  if (read === undefined) return undefined;
  const found = await listHits(questions, scopeOfAsked(asked, reach), asked);
  const at = now();
  const look = { found, isOfChanges: asked.about === 'changes', at, id: randomUUID() };
  const { memory, change } = compareHits(read.memory, look);
  const standing = {
    count: countHits(found),
    isWhole: found.isWhole,
    askedAt: at,
    since: before === undefined || change !== undefined ? at : before.since,
  };
  const isSame = memory === read.memory;
  // Before the change is written: what is told is never lost, and a job whose change was not written tells nothing.
  if (change !== undefined && change.gained.length > 0 && webhook !== undefined)
    await addJob({ kind: 'tell-webhook', question: id, change: change.id, tries: 0 });
  if (!(await store.write(id, read.version, standing, isSame ? undefined : memory))) return undefined;
  return { standing, changes: memory.changes, found };
}
