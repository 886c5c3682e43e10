import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { describeQuestionStore, questionOf } from '#e2e/suites/describe-question-store';
import { migrate } from './migrate.ts';
import { openPostgresQuestions } from './postgres-questions.ts';

describe.skipIf(testDatabaseUrl === undefined)('in a database', () => {
  describeQuestionStore('in PostgreSQL', { isShared: true }, async () => {
    const { tables, remove } = await openScratchDatabase();
    await migrate(tables);
    return { open: async () => openPostgresQuestions(tables), remove };
  });

  test('that an owner is here is written down once in a while', async () => {
    const { tables, remove } = await openScratchDatabase();
    await migrate(tables);
    const store = openPostgresQuestions(tables);
    const { id } = questionOf('of ada', 'ada');
    await store.add(questionOf('of ada', 'ada'), [], 9);
    const seenAt = async () => (await store.find(id))?.ownerSeenAt ?? 0;
    const pass = (time: string) =>
      sql`UPDATE saved_question SET owner_seen_at = now() - ${time}::interval`.execute(tables);
    await pass('59 minutes');
    const before = await seenAt();
    await store.setReach('bob', []);
    await store.setReach('ada', []);
    expect(await seenAt()).toBe(before);
    await pass('61 minutes');
    await store.setReach('bob', []);
    expect(await seenAt()).toBeLessThan(before);
    await store.setReach('ada', []);
    expect(await seenAt()).toBeGreaterThan(before);
    await remove();
  });
});
