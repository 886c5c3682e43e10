import { expect, test } from 'vitest';
import type { Hits } from '#lib/inventory/questions/list-hits';
import { compareHits } from './compare-hits.ts';
import { savedQuestionLimits } from './limits.ts';
import type { QuestionMemory } from './saved-question.ts';

const found = (keys: readonly string[], more: Partial<Hits> = {}): Hits => ({
  hits: keys.map((key) => ({ key, reference: `reference of ${key}` })),
  ...{
    isWhole: true,
    unknown: 0,
    without: 0,
    notCompared: 0,
    notAsked: 0,
    unsure: new Set(),
    asOf: '2026-01-31T00:00:00.000Z',
    ...more,
  },
});
const look = (hits: Hits, isOfChanges = false) => ({ found: hits, isOfChanges, at: 7, id: 'one' });
const before = (...keys: readonly string[]): QuestionMemory => ({ keys, changes: [] });

test('the first look is what others are compared with', () => {
  expect(compareHits(undefined, look(found(['a'])))).toEqual({ memory: before('a'), change: undefined });
});

test('hits that came and hits that went are one change', () => {
  const { memory, change } = compareHits(before('a', 'b'), look(found(['b', 'c'])));
  expect(change).toEqual({
    ...{ id: 'one', at: 7, isCut: false },
    gained: [{ key: 'c', reference: 'reference of c' }],
    lost: [{ key: 'a', reference: 'a' }],
  });
  expect(memory).toEqual({ keys: ['b', 'c'], changes: [change] });
});

test('the same hits in another order are no change', () => {
  const memory = before('a', 'b');
  expect(compareHits(memory, look(found(['b', 'a'])))).toEqual({ memory, change: undefined });
});

test('what is unknown for a while is not lost, and not gained when it is known again', () => {
  const away = compareHits(before('a', 'b'), look(found(['b', 'c'], { unsure: new Set(['a']) })));
  expect(away.change?.lost).toEqual([]);
  expect(away.memory.keys).toEqual(['b', 'c', 'a']);
  expect(compareHits(away.memory, look(found(['a', 'b', 'c']))).change).toBeUndefined();
});

test('nothing is said to be lost by an inventory that knows nothing', () => {
  const { asOf: _, ...nothing } = found([]);
  const memory = before('a');
  expect(compareHits(memory, look(nothing))).toEqual({ memory, change: undefined });
});

test('hits that are too many to be read are not compared', () => {
  const cut = compareHits(before('a'), look(found(['b'], { isWhole: false })));
  expect(cut).toEqual({ memory: { keys: undefined, changes: [] }, change: undefined });
  expect(compareHits(cut.memory, look(found(['b'])))).toEqual({ memory: before('b'), change: undefined });
});

test('a change that is too old to be told is not lost', () => {
  const aged = compareHits(before('old', 'new'), look(found(['new']), true));
  expect(aged).toEqual({ memory: before('new'), change: undefined });
});

test('a change names so many artifacts, and a question remembers so many changes', () => {
  const { namedMax, changesMax } = savedQuestionLimits;
  const keys = Array.from({ length: namedMax + 1 }, (_, at) => `key ${at}`);
  const { change } = compareHits(before(), look(found(keys)));
  expect([change?.gained.length, change?.isCut]).toEqual([namedMax, true]);
  let memory = before();
  for (let at = 0; at <= changesMax; at++) {
    const step = { found: found([String(at)]), isOfChanges: false, at, id: String(at) };
    ({ memory } = compareHits(memory, step));
  }
  expect([memory.changes.length, memory.changes[0]?.id]).toEqual([changesMax, String(changesMax)]);
});
