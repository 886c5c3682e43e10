import { expect, test } from 'vitest';
import { memoryQuestionStore } from '#e2e/fakes/memory-questions';
import { teamInTest } from '#e2e/fakes/team-in-test';
import { questionOf } from '#e2e/suites/describe-question-store';
import { parsePattern } from '#lib/roles/repository-pattern';
import { nobody } from '#lib/server/sessions/session';
import { keepReach } from './keep-reach.ts';
import { provideQuestionStore } from './question-store.ts';

const pattern = parsePattern('a.io/team/**');
const sessionOf = (owner: string, repositories: readonly NonNullable<typeof pattern>[] | undefined) => ({
  ...{ ...nobody, owner },
  user: { ...nobody.user, rights: [{ role: 'viewer', repositories }] } as NonNullable<typeof nobody.user>,
});

test('what somebody may read is stored with their questions when it is another', async () => {
  teamInTest({ inventory: { role: 'all', requestsPerSecond: 5, access: 'roles' } });
  const store = memoryQuestionStore();
  let writes = 0;
  provideQuestionStore({
    ...store,
    setReach: (...given) => {
      writes++;
      return store.setReach(...given);
    },
  });
  await store.add(questionOf('one', 'ada'), undefined, 9);
  const reach = pattern === undefined ? [] : [pattern];
  await keepReach(sessionOf('ada', reach));
  await keepReach(sessionOf('ada', reach));
  expect([(await store.list('ada'))[0]?.reach, writes]).toEqual([reach, 1]);
  await keepReach(sessionOf('ada', undefined));
  expect([(await store.list('ada'))[0]?.reach, writes]).toEqual([undefined, 2]);
});

test('a database that is away keeps nobody from asking', async () => {
  teamInTest({ inventory: { role: 'all', requestsPerSecond: 5, access: 'roles' } });
  provideQuestionStore({
    ...memoryQuestionStore(),
    setReach: () => Promise.reject(new Error('The database is away.')),
  });
  await expect(keepReach(sessionOf('bob', undefined))).resolves.toBeUndefined();
});
