import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StorePlace } from '#e2e/suites/describe-session-store';
import { parsePattern } from '#lib/roles/repository-pattern';
import type { QuestionStore } from '#lib/server/questions/question-store';
import { versionOf } from '#lib/server/questions/question-version';
import type { QuestionMemory, SavedQuestion } from '#lib/server/questions/saved-question';

/** A question of this name; the name makes its id. */
export function questionOf(name: string, owner: string, change: Partial<SavedQuestion> = {}): SavedQuestion {
  const hex = createHash('sha256').update(name).digest('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return {
    ...{ id: id.join('-'), owner, ownerName: 'Ada', name, isShared: false, createdAt: 5 },
    asked: { about: 'search', q: 'log4j-core', kind: 'package', below: '2.17.0', host: 'a.example' },
    ...change,
  };
}

const memory: QuestionMemory = {
  keys: ['a.example/app@sha256:1', 'a.example/app@sha256:2'],
  changes: [
    {
      ...{ id: 'change', at: 7, isCut: false },
      gained: [{ key: 'a.example/app@sha256:2', reference: 'a.example/app:2' }],
      lost: [{ key: 'a.example/app@sha256:0', reference: 'a.example/app@sha256:0' }],
    },
  ],
};
const standing = { count: 2, isWhole: true, askedAt: 1_000, since: 7 };

/** What every store of saved questions does; `isShared`: it is that of a team, who each have their own. */
export function describeQuestionStore(
  name: string,
  { isShared }: { readonly isShared: boolean },
  makePlace: () => Promise<Omit<StorePlace<QuestionStore>, 'pass'>>,
): void {
  describe(`a store of questions ${name}`, () => {
    let place: Omit<StorePlace<QuestionStore>, 'pass'>;
    let store: QuestionStore;
    beforeEach(async () => {
      place = await makePlace();
      store = await place.open();
    });
    afterEach(() => place.remove());
    const namesOf = async (owner: string) => (await store.list(owner)).map((one) => one.name);

    test('gives a question back as it was saved, with what is known of it', async () => {
      const webhook = { address: 'https://hooks.example/a', secret: 'c2VhbGVk' };
      const question = questionOf('old log4j “\u{1f4a3}”', 'ada', { keyHash: 'hash', webhook });
      expect(await store.add(question, undefined, 9)).toBe(true);
      const ownerSeenAt = isShared ? expect.any(Number) : undefined;
      const unknown = { reach: undefined, ownerSeenAt, standing: undefined, delivery: undefined };
      expect(await store.find(question.id)).toEqual({ ...question, ...unknown });
      expect(await store.readMemory(question.id)).toEqual({ memory: undefined, version: 1 });
      expect(await store.write(question.id, 1, standing, memory)).toBe(true);
      await store.noteDelivery(question.id, { at: 9, error: 'It answered 500.' });
      expect(await store.find(question.id)).toMatchObject({ standing, delivery: { at: 9 } });
      expect(await store.readMemory(question.id)).toEqual({ memory, version: 2 });
    });

    test('keeps no more than so many', async () => {
      await store.add(questionOf('one', 'ada'), undefined, 2);
      await store.add(questionOf('two', 'ada'), undefined, 2);
      expect(await store.add(questionOf('three', 'ada'), undefined, 2)).toBe(false);
      expect(await namesOf('ada')).toEqual(['one', 'two']);
    });

    test('of two who asked at once one writes what was found', async () => {
      const { id } = questionOf('one', 'ada');
      await store.add(questionOf('one', 'ada'), undefined, 9);
      expect(await store.write(id, 1, standing, memory)).toBe(true);
      expect(await store.write(id, 1, { ...standing, count: 3 }, { ...memory, keys: [] })).toBe(false);
      expect(await store.write(id, 2, { ...standing, askedAt: 2_000 })).toBe(true);
      expect(await store.readMemory(id)).toEqual({ memory, version: 3 });
      expect((await store.find(id))?.standing).toEqual({ ...standing, askedAt: 2_000 });
    });

    test('a new name changes nothing that is known, another question all of it', async () => {
      const question = questionOf('one', 'ada');
      await store.add(question, undefined, 9);
      await store.write(question.id, 1, standing, { ...memory, keys: undefined });
      expect(await store.change({ ...question, name: 'two' }, false, versionOf(question))).toBe(true);
      expect(await store.find(question.id)).toMatchObject({ name: 'two', standing });
      expect((await store.readMemory(question.id))?.memory).toEqual({ ...memory, keys: undefined });
      const renamed = versionOf({ ...question, name: 'two' });
      await store.change({ ...question, asked: { about: 'changes', what: 'fixed' } }, true, renamed);
      expect(await store.find(question.id)).toMatchObject({ asked: { what: 'fixed' }, standing: undefined });
      expect((await store.readMemory(question.id))?.memory).toBeUndefined();
      const other = questionOf('other', 'ada');
      expect(await store.change(other, false, versionOf(other))).toBe(false);
    });

    test('of two who change the same question one is refused, and may try again', async () => {
      const webhook = { address: 'https://hooks.example/a', secret: 'c2VhbGVk' };
      const question = questionOf('old log4j “\u{1f4a3}”', 'ada', { keyHash: 'hash', webhook });
      await store.add(question, undefined, 9);
      const names = ['by one', 'by another'];
      const outcomes = await Promise.all(
        names.map((one) => store.change({ ...question, name: one }, false, versionOf(question))),
      );
      expect(outcomes.toSorted()).toEqual([false, true]);
      const now = await store.find(question.id);
      expect(now?.name).toBe(names[outcomes.indexOf(true)]);
      // That it was asked meanwhile is no change of it.
      await store.write(question.id, 2, standing, memory);
      const version = now === undefined ? '' : versionOf(now);
      expect(await store.change({ ...question, name: 'again' }, false, version)).toBe(true);
    });

    test('those that were asked longest ago are due first', async () => {
      for (const one of ['one', 'two', 'three']) await store.add(questionOf(one, 'ada'), undefined, 9);
      const [one, two, three] = ['one', 'two', 'three'].map((text) => questionOf(text, '').id);
      await store.write(one ?? '', 1, { ...standing, askedAt: 3_000 });
      await store.write(two ?? '', 1, { ...standing, askedAt: 2_000 });
      expect(await store.due(3_000, 9)).toEqual([three, two]);
      expect(await store.due(3_001, 2)).toEqual([three, two]);
      expect(await store.due(3_001, 9)).toEqual([three, two, one]);
    });

    test('forgets a question with all that was known of it', async () => {
      const { id } = questionOf('one', 'ada');
      await store.add(questionOf('one', 'ada'), undefined, 9);
      await store.write(id, 1, standing, memory);
      expect(await store.remove('ada', id)).toBe(true);
      expect(await store.remove('ada', id)).toBe(false);
      expect([await store.find(id), await store.readMemory(id), await namesOf('ada')]).toEqual([
        undefined,
        undefined,
        [],
      ]);
    });

    if (!isShared) return;
    test('people see their own and what others share, and remove only their own', async () => {
      await store.add(questionOf('of ada', 'ada'), undefined, 9);
      await store.add(questionOf('of ada for all', 'ada', { isShared: true }), undefined, 9);
      await store.add(questionOf('of bob', 'bob'), undefined, 9);
      expect(await namesOf('bob')).toEqual(['of ada for all', 'of bob']);
      expect(await store.remove('bob', questionOf('of ada for all', '').id)).toBe(false);
      expect(await namesOf('eve')).toEqual(['of ada for all']);
    });

    test('what an owner may read is stored with each of their questions', async () => {
      const pattern = parsePattern('a.example/team/**');
      const reach = pattern === undefined ? [] : [pattern];
      const { id } = questionOf('of ada', 'ada');
      await store.add(questionOf('of ada', 'ada'), reach, 9);
      await store.add(questionOf('of bob', 'bob'), undefined, 9);
      expect((await store.find(id))?.reach).toEqual(reach);
      await store.setReach('ada', []);
      expect((await store.find(id))?.reach).toEqual([]);
      await store.setReach('ada', undefined);
      expect((await store.find(id))?.reach).toBeUndefined();
      await store.setReach('ada', reach);
      expect((await store.find(questionOf('of bob', '').id))?.reach).toBeUndefined();
    });
  });
}
