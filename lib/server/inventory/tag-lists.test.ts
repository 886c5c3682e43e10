import { afterEach, expect, test, vi } from 'vitest';
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
