import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OnceStore, SessionStore } from '#lib/server/sessions/session-store';

/** One place of a store, whose clock the test moves. */
export type StorePlace<Store> = {
  /** Opens it as one more replica does. */
  readonly open: () => Promise<Store>;
  /** Lets time pass. */
  readonly pass: (milliseconds: number) => Promise<void>;
  readonly remove: () => Promise<void>;
};

const minuteMs = 60_000;
const idleMs = 60 * minuteMs;
const lifeMs = 90 * minuteMs;
const issuer = 'https://id.example';

/** A session of this person, whose secret has this hash. */
function newSession(key: string, subject: string) {
  return {
    key,
    issuer,
    subject,
    sid: `${subject}-1`,
    name: `${subject} of Acme`,
    email: `${subject}@acme.example`,
    groups: ['dev', 'ops'],
    sealed: Uint8Array.from({ length: 256 }, (_, index) => index),
    authenticatedAt: Date.parse('2026-01-02T03:00:00Z'),
  };
}

/** What every store of sessions does. */
export function describeSessionStore(name: string, makePlace: () => Promise<StorePlace<SessionStore>>): void {
  describe(`a store of sessions ${name}`, () => {
    let place: StorePlace<SessionStore>;
    let store: SessionStore;
    let other: SessionStore;
    beforeEach(async () => {
      place = await makePlace();
      store = await place.open();
      other = await place.open();
    });
    afterEach(() => place.remove());
    const create = (key: string, subject: string) => store.create(newSession(key, subject), lifeMs);
    const find = (key: string) => other.find(key, idleMs);
    const keys = async () => (await other.list(9, idleMs)).map(({ key }) => key);

    test('gives a session back to every replica as it was written, byte for byte', async () => {
      await create('a', 'ada');
      const found = await find('a');
      expect(found).toMatchObject({ ...newSession('a', 'ada'), version: 1 });
      expect(Number(found?.endsAt) - Number(found?.createdAt)).toBe(lifeMs);
      expect(await find('b')).toBeUndefined();
    });

    test('takes a session without what a provider may leave out', async () => {
      const bare = { sid: undefined, email: undefined, groups: [], sealed: new Uint8Array() };
      await store.create({ ...newSession('a', 'ada'), ...bare }, lifeMs);
      expect(await find('a')).toEqual(expect.objectContaining(bare));
    });

    test('ends a session at every replica as soon as it is ended at one', async () => {
      await create('a', 'ada');
      expect(await other.end('a')).toBe(true);
      expect(await store.find('a', idleMs)).toBeUndefined();
      expect(await store.end('a')).toBe(false);
    });

    test('lets a session last as long as there are requests, and not beyond its life', async () => {
      await create('a', 'ada');
      for (const minutes of [50, 30]) {
        await place.pass(minutes * minuteMs);
        expect(await find('a')).toBeDefined();
      }
      await place.pass(11 * minuteMs);
      expect(await find('a')).toBeUndefined();
      expect(await keys()).toEqual([]);
    });

    test('ends a session without requests', async () => {
      await create('a', 'ada');
      await place.pass(61 * minuteMs);
      expect(await find('a')).toBeUndefined();
      expect(await keys()).toEqual([]);
    });

    test('takes a change by who saw the latest version, and from nobody else', async () => {
      await create('a', 'ada');
      expect(await store.update('a', 1, { groups: ['ops'] })).toBe(true);
      expect(await other.update('a', 1, { groups: [] })).toBe(false);
      expect(await find('a')).toMatchObject({ ...newSession('a', 'ada'), groups: ['ops'], version: 2 });
      expect(await other.update('a', 2, { sealed: Uint8Array.of(7) })).toBe(true);
      expect(await find('a')).toMatchObject({ groups: ['ops'], sealed: Uint8Array.of(7), version: 3 });
      await store.end('a');
      expect(await store.update('a', 3, { groups: [] })).toBe(false);
    });

    test('lets one replica refresh a session in each period', async () => {
      await create('a', 'ada');
      expect(await store.claimRefresh('a', 10 * minuteMs)).toBe(false);
      await place.pass(11 * minuteMs);
      const claims = () => Promise.all([store, other].map((one) => one.claimRefresh('a', 10 * minuteMs)));
      expect((await claims()).toSorted()).toEqual([false, true]);
      expect(await claims()).toEqual([false, false]);
      const found = await find('a');
      expect(Number(found?.refreshedAt) - Number(found?.createdAt)).toBeGreaterThanOrEqual(11 * minuteMs);
    });

    test('lets the next replica refresh where the first could not', async () => {
      await create('a', 'ada');
      await place.pass(11 * minuteMs);
      expect(await store.claimRefresh('a', 10 * minuteMs)).toBe(true);
      await store.releaseRefresh('a');
      expect(await other.claimRefresh('a', 10 * minuteMs)).toBe(true);
      expect(await store.claimRefresh('a', 10 * minuteMs)).toBe(false);
    });

    test('ends all sessions of a person, or one of the provider, and no other', async () => {
      await create('a', 'ada');
      await store.create({ ...newSession('b', 'ada'), sid: 'ada-2' }, lifeMs);
      await create('c', 'bob');
      await store.create({ ...newSession('d', 'ada'), issuer: 'https://other.example' }, lifeMs);
      expect(await store.endOf({ issuer, subject: 'bob', sid: 'ada-1' })).toBe(0);
      expect(await store.namesOf({ issuer, subject: 'bob', sid: 'ada-1' })).toEqual([]);
      expect(await store.namesOf({ issuer })).toEqual([]);
      expect(await store.namesOf({ issuer, subject: 'ada' })).toEqual(['ada@acme.example']);
      expect(await store.endOf({ issuer })).toBe(0);
      expect(await store.endOf({ issuer, sid: 'ada-1' })).toBe(1);
      expect((await keys()).toSorted()).toEqual(['b', 'c', 'd']);
      expect(await store.endOf({ issuer, subject: 'ada' })).toBe(1);
      expect((await keys()).toSorted()).toEqual(['c', 'd']);
    });

    test('lists the newest first, without what is sealed', async () => {
      for (const [key, subject] of [
        ['a', 'ada'],
        ['b', 'bob'],
        ['c', 'cleo'],
      ] as const) {
        await create(key, subject);
        await place.pass(1_000);
      }
      const listed = await store.list(2, idleMs);
      expect(listed.map(({ subject }) => subject)).toEqual(['cleo', 'bob']);
      expect(listed.some((session) => 'sealed' in session)).toBe(false);
    });

    test('forgets what has ended, and nothing else', async () => {
      await create('old', 'ada');
      await place.pass(61 * minuteMs);
      await create('new', 'ada');
      await store.removeEnded(idleMs);
      expect(await find('new')).toBeDefined();
      expect(await store.end('old')).toBe(false);
    });
  });
}

/** What every store of things does that may be used once. */
export function describeOnceStore(name: string, makePlace: () => Promise<StorePlace<OnceStore>>): void {
  describe(`a store of what may be used once ${name}`, () => {
    let place: StorePlace<OnceStore>;
    let store: OnceStore;
    let other: OnceStore;
    beforeEach(async () => {
      place = await makePlace();
      store = await place.open();
      other = await place.open();
    });
    afterEach(() => place.remove());

    test('gives a value to the first replica that takes it, and to nobody else', async () => {
      await store.keep('k', Uint8Array.of(0, 255), minuteMs);
      const taken = await Promise.all([store.take('k'), other.take('k')]);
      expect(taken.filter((one) => one !== undefined)).toEqual([Uint8Array.of(0, 255)]);
      expect(await store.take('k')).toBeUndefined();
    });

    test('gives no value that is too old', async () => {
      await store.keep('k', Uint8Array.of(1), minuteMs);
      await place.pass(2 * minuteMs);
      expect(await store.take('k')).toBeUndefined();
    });

    test('lets a name be used once until its time is over', async () => {
      const used = await Promise.all([store, other].map((one) => one.useOnce('t', minuteMs)));
      expect(used.toSorted()).toEqual([false, true]);
      await store.removeOld();
      expect(await store.useOnce('t', minuteMs)).toBe(false);
      await place.pass(2 * minuteMs);
      expect(await store.useOnce('t', minuteMs)).toBe(true);
      expect(await other.useOnce('t', minuteMs)).toBe(false);
    });

    test('removes what is too old, and nothing else', async () => {
      await store.keep('old', Uint8Array.of(1), minuteMs);
      await store.keep('new', Uint8Array.of(2), 9 * minuteMs);
      await place.pass(2 * minuteMs);
      await store.removeOld();
      expect(await store.take('old')).toBeUndefined();
      expect(await store.take('new')).toEqual(Uint8Array.of(2));
    });
  });
}
