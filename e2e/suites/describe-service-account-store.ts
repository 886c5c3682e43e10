import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StorePlace } from '#e2e/suites/describe-session-store';
import type { ServiceAccountStore } from '#lib/server/sessions/service-account-store';

const robot = {
  registry: 'b.io',
  username: 'robot',
  sealed: Uint8Array.from([0, 1, 254, 255]),
  isShared: false,
  changedBy: 'ada@acme.example',
};

/** What every store of service accounts does. */
export function describeServiceAccountStore(
  name: string,
  makePlace: () => Promise<StorePlace<ServiceAccountStore>>,
): void {
  describe(`a store of service accounts ${name}`, () => {
    let place: StorePlace<ServiceAccountStore>;
    let store: ServiceAccountStore;
    let other: ServiceAccountStore;
    beforeEach(async () => {
      place = await makePlace();
      store = await place.open();
      other = await place.open();
    });
    afterEach(() => place.remove());

    test('is empty at first', async () => {
      expect(await store.list()).toEqual([]);
      expect(await store.remove('b.io')).toBe(false);
      expect(await store.share('b.io', robot)).toBe(false);
    });

    test('keeps one account for each registry, for every replica', async () => {
      await store.put(robot);
      await other.put({ ...robot, registry: 'a.io' });
      expect((await other.list()).map(({ registry }) => registry)).toEqual(['a.io', 'b.io']);
      expect((await store.list())[1]).toMatchObject({ ...robot, version: 1 });
    });

    test('a change takes the place of what was there, and says when it was made', async () => {
      await store.put(robot);
      const [first] = await store.list();
      await place.pass(60_000);
      await other.put({ ...robot, username: 'another', isShared: true });
      const [second] = await store.list();
      expect(second).toMatchObject({ username: 'another', isShared: true, version: 2 });
      expect((second?.changedAt ?? 0) - (first?.changedAt ?? 0)).toBeGreaterThanOrEqual(60_000);
    });

    test('who may use it changes without the password', async () => {
      await store.put(robot);
      expect(await other.share('b.io', { isShared: true, changedBy: 'bob' })).toBe(true);
      expect(await store.list()).toMatchObject([{ ...robot, isShared: true, changedBy: 'bob', version: 2 }]);
    });

    test('is sealed anew only where nobody has changed it meanwhile', async () => {
      await store.put(robot);
      await store.reseal('b.io', 1, Uint8Array.of(1));
      await other.reseal('b.io', 1, Uint8Array.of(2));
      expect(await store.list()).toMatchObject([{ sealed: Uint8Array.of(1), changedBy: robot.changedBy }]);
    });

    test('is gone once it is removed', async () => {
      await store.put(robot);
      expect(await other.remove('b.io')).toBe(true);
      expect(await store.list()).toEqual([]);
    });
  });
}
