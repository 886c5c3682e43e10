import { afterEach, expect, test } from 'vitest';
import { limits } from './limits.ts';
import type { AttemptStore } from './shared-rate-limit.ts';
import { createSharedRateLimit, limitSignIns, provideAttempts } from './shared-rate-limit.ts';

afterEach(() => provideAttempts(undefined));

const rate = { max: 1, perMs: 60_000 };

/** Counts for ever, and remembers under which keys. */
function countingStore() {
  const counts = new Map<string, number>();
  const store: AttemptStore = async (key, { max }) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count > max ? 42 : undefined;
  };
  return { counts, store };
}

test('replicas count together, what is tried apart from everything else, and name nobody', async () => {
  const { counts, store } = countingStore();
  provideAttempts(store);
  const [here, there] = [createSharedRateLimit('one', rate), createSharedRateLimit('one', rate)];
  expect([await here('canary'), await there('canary')]).toEqual([undefined, 42]);
  expect(await createSharedRateLimit('two', rate)('canary')).toBeUndefined();
  expect([...counts.keys()].join()).not.toContain('canary');
});

test('without a database, or while it is away, each replica counts for itself', async () => {
  const alone = createSharedRateLimit('alone', rate);
  expect([await alone('a'), await alone('a')]).toEqual([undefined, 60]);
  provideAttempts(async () => {
    throw new Error('connection refused');
  });
  const away = createSharedRateLimit('away', rate);
  expect([await away('a'), await away('a')]).toEqual([undefined, 60]);
});

test('a person cannot try one user after the other', async () => {
  provideAttempts(countingStore().store);
  const tries = Array.from({ length: limits.signInsOfPersonMax }, (_, n) => `user-${n}`);
  for (const user of tries) await limitSignIns('a.io', user, 'ada');
  const problem = { code: 'sign-in-limited', retryAfterSeconds: 42, registry: 'a.io' };
  await expect(limitSignIns('a.io', 'another', 'ada')).rejects.toMatchObject({ problem });
  await limitSignIns('a.io', 'another', 'bob');
});

test('nobody tries one user again and again, whoever it is', async () => {
  provideAttempts(countingStore().store);
  for (let n = 0; n < limits.signInsMax; n += 1) await limitSignIns('a.io', 'robot', `person-${n}`);
  await expect(limitSignIns('a.io', 'robot', '')).rejects.toMatchObject({
    problem: { detail: `robot was signed in to a.io ${limits.signInsMax} times within a minute.` },
  });
});
