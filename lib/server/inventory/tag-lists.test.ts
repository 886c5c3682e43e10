import { afterEach, expect, test, vi } from 'vitest';
import { auditRunLimits } from '#lib/server/audit/limits';
import { inventoryLimits } from './limits.ts';
import { createTagLists } from './tag-lists.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Lets time go by for what is kept for a while; the timers are those with which a cache keeps the time in mind. */
function travel(): (milliseconds: number) => void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let now = 1;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  return (milliseconds) => {
    now += milliseconds;
    vi.runAllTimers();
  };
}

type TagLists = ReturnType<typeof createTagLists>;

/** Looks at as many artifacts of a repository as try its list, and one more; gives how it was asked for. */
async function lookAt({ trust }: TagLists, repository: string, showsMore: boolean): Promise<unknown> {
  let last: unknown;
  for (let looks = 0; looks <= auditRunLimits.listSamples.max; looks += 1)
    await trust({ registry: 'fake.test', repository }).look(
      repository,
      async (asksByName) => {
        last = asksByName;
      },
      () => showsMore,
    );
  return last;
}

test('a list that has shown that it is a part is not tried again while it is asked for', async () => {
  const pass = travel();
  const lists = createTagLists();
  expect(await lookAt(lists, 'cache/app', true)).toBe(true);
  for (let days = 0; days < 3; days += 0.75) {
    pass(0.75 * inventoryLimits.trustKnownMs);
    expect(await lookAt(lists, 'cache/app', false)).toBe(true);
  }
});

test('beside a list that has shown that it is a part each one is tried as often as the first, for days', async () => {
  const pass = travel();
  const lists = createTagLists();
  await lookAt(lists, 'cache/app', true);
  for (const name of ['a', 'b']) {
    pass(0.75 * inventoryLimits.trustKnownMs);
    await lookAt(lists, `cache/${name}`, false);
  }
  for (const name of ['c', 'd', 'e', 'f']) await lookAt(lists, `cache/${name}`, false);
  const asked: unknown[] = [];
  const { look } = lists.trust({ registry: 'fake.test', repository: 'cache/last' });
  for (let looks = 0; looks < auditRunLimits.listSamples.max; looks += 1)
    await look(
      'cache/last',
      async (asksByName) => void asked.push(asksByName),
      () => false,
    );
  expect(new Set(asked)).toEqual(new Set(['root']));
});

test('a list is tried again after a day, however often it serves until then', () => {
  const pass = travel();
  const { trust } = createTagLists();
  const at = { registry: 'fake.test', repository: 'team/app' };
  const first = trust(at);
  pass(0.75 * inventoryLimits.trustKnownMs);
  expect(trust(at)).toBe(first);
  pass(0.75 * inventoryLimits.trustKnownMs);
  expect(trust(at)).not.toBe(first);
});
