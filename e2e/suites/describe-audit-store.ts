import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StorePlace } from '#e2e/suites/describe-session-store';
import type { AuditStore } from '#lib/server/audits/audit-store';

const room = { auditsMax: 3, bytesMax: 100 };
const audit = (id: string, second: number, scope = 'a.io/app') => ({
  ...{ id, scope, head: `{"id":"${id}"}` },
  saved: `2026-01-02T03:04:0${second}.000Z`,
  content: Uint8Array.from({ length: 30 }, (_, index) => (index * 37) % 256),
});

/** What every store of saved audits does. */
export function describeAuditStore(
  name: string,
  makePlace: () => Promise<Omit<StorePlace<AuditStore>, 'pass'>>,
): void {
  describe(`a store of saved audits ${name}`, () => {
    let place: Omit<StorePlace<AuditStore>, 'pass'>;
    let store: AuditStore;
    let other: AuditStore;
    beforeEach(async () => {
      place = await makePlace();
      [store, other] = [await place.open(), await place.open()];
    });
    afterEach(() => place.remove());

    test('gives every replica what was saved at one, byte for byte', async () => {
      expect(await store.add('ada', audit('1', 1), room)).toBe(true);
      expect(await other.find('ada', '1')).toEqual(audit('1', 1).content);
      expect(await other.list('ada')).toEqual(['{"id":"1"}']);
    });

    test('lists the newest first, and a scope alone', async () => {
      await store.add('ada', audit('1', 1), room);
      await store.add('ada', audit('3', 3, 'b.io/app'), room);
      await other.add('ada', audit('2', 2), room);
      expect(await store.list('ada')).toEqual(['{"id":"3"}', '{"id":"2"}', '{"id":"1"}']);
      expect(await store.list('ada', 'a.io/app')).toEqual(['{"id":"2"}', '{"id":"1"}']);
    });

    test('gives nobody what another person saved', async () => {
      await store.add('ada', audit('1', 1), room);
      expect([await store.list('eve'), await store.find('eve', '1')]).toEqual([[], undefined]);
      expect(await store.remove('eve', '1')).toBe(false);
      expect(await store.remove('ada', '1')).toBe(true);
      expect([await other.list('ada'), await other.find('ada', '1')]).toEqual([[], undefined]);
    });

    test('has room for so many of each person, also at once, and for so many bytes', async () => {
      const added = [1, 2, 3, 4, 5].map((n) =>
        (n % 2 === 0 ? store : other).add('ada', audit(`${n}`, n), room),
      );
      expect((await Promise.all(added)).filter(Boolean)).toHaveLength(3);
      expect(await store.add('eve', audit('6', 6), { ...room, bytesMax: 29 })).toBe(false);
      expect(await store.add('eve', audit('6', 6), { ...room, bytesMax: 30 })).toBe(true);
    });
  });
}
