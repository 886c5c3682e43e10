import { describe } from 'vitest';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { describeQuestionStore } from '#e2e/suites/describe-question-store';
import { migrate } from './migrate.ts';
import { openPostgresQuestions } from './postgres-questions.ts';

describe.skipIf(testDatabaseUrl === undefined)('in a database', () => {
  describeQuestionStore('in PostgreSQL', { isShared: true }, async () => {
    const { tables, remove } = await openScratchDatabase();
    await migrate(tables);
    return { open: async () => openPostgresQuestions(tables), remove };
  });
});
