import { digestOf } from '#e2e/fakes/inventory-records';
import { emptyQuestions } from '#lib/inventory/questions/empty-questions';
import type { InventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import { coversRepository } from '#lib/roles/repository-pattern';
import type { QuestionStore } from '#lib/server/questions/question-store';
import { versionOf } from '#lib/server/questions/question-version';
import type { KnownQuestion, QuestionMemory } from '#lib/server/questions/saved-question';

type Row = { known: KnownQuestion; memory: QuestionMemory | undefined; version: number };

/** The questions that the people of a team keep, in memory. */
export function memoryQuestionStore(now: () => number = Date.now): QuestionStore {
  const rows = new Map<string, Row>();
  const all = () => [...rows.values()];
  return {
    list: async (owner) =>
      all()
        .map(({ known }) => known)
        .filter((one) => one.owner === owner || one.isShared)
        .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    find: async (id) => rows.get(id)?.known,
    add: async (question, reach, max) => {
      if (all().filter(({ known }) => known.owner === question.owner).length >= max) return false;
      const known = { ...question, reach, ownerSeenAt: now(), standing: undefined, delivery: undefined };
      rows.set(question.id, { known, memory: undefined, version: 1 });
      return true;
    },
    change: async (question, isAnother, version) => {
      const row = rows.get(question.id);
      if (row === undefined || versionOf(row.known) !== version) return false;
      const { reach, ownerSeenAt, standing, delivery } = row.known;
      row.known = { ...question, reach, ownerSeenAt, delivery, standing: isAnother ? undefined : standing };
      if (isAnother) row.memory = undefined;
      row.version++;
      return true;
    },
    remove: async (owner, id) => rows.get(id)?.known.owner === owner && rows.delete(id),
    setReach: async (owner, reach) => {
      for (const row of all())
        if (row.known.owner === owner) row.known = { ...row.known, reach, ownerSeenAt: now() };
    },
    due: async (beforeMs, max) => {
      const askedAt = ({ known }: Row) => known.standing?.askedAt ?? 0;
      const due = all().filter((row) => askedAt(row) < beforeMs);
      return due
        .toSorted((one, other) => askedAt(one) - askedAt(other))
        .slice(0, max)
        .map(({ known }) => known.id);
    },
    readMemory: async (id) => {
      const row = rows.get(id);
      return row === undefined ? undefined : { memory: row.memory, version: row.version };
    },
    write: async (id, version, standing, memory) => {
      const row = rows.get(id);
      if (row?.version !== version) return false;
      row.known = { ...row.known, standing };
      row.memory = memory ?? row.memory;
      row.version++;
      return true;
    },
    noteDelivery: async (id, delivery) => {
      const row = rows.get(id);
      if (row !== undefined) row.known = { ...row.known, delivery };
    },
  };
}

/** What an answer is uncertain of. */
type Doubts = Partial<
  Pick<
    Awaited<ReturnType<InventoryQuestions['search']>>,
    'unknown' | 'without' | 'notCompared' | 'notAsked' | 'next'
  >
>;

/** An inventory whose every search finds these artifacts, as far as who asks may read them. */
export function findingAlways(references: () => readonly string[], doubts: Doubts = {}): InventoryQuestions {
  return {
    ...emptyQuestions,
    search: async ({ reach }) => ({
      ...{ artifacts: 9, unknown: 0, without: 0, asOf: '2026-01-31T00:00:00.000Z', notCompared: [] },
      ...doubts,
      rows: [
        {
          ...({ kind: 'package', name: 'log4j-core' } as const),
          references: references()
            .filter((text) => {
              const repository = text.split(':', 1)[0] ?? '';
              return reach === undefined || reach.some((pattern) => coversRepository(pattern, repository));
            })
            .map((reference) => ({ reference, tags: [], digest: digestOf(reference) })),
        },
      ],
    }),
  };
}
