import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortInSlices } from './sort-in-slices.ts';

test('texts come out in the order of sort', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ maxLength: 3 }), { maxLength: 40 }), async (texts) => {
      expect(await sortInSlices(texts)).toEqual(texts.toSorted());
    }),
  );
});

test('long lists that are sorted, reversed or mixed', async () => {
  const sorted = Array.from({ length: 20_000 }, (_, at) => String(at).padStart(6, '0'));
  const mixed = sorted.map((_, at) => sorted[(at * 7_919) % sorted.length] ?? '');
  for (const texts of [sorted, sorted.toReversed(), mixed]) expect(await sortInSlices(texts)).toEqual(sorted);
});

test('other work gets its turn', async () => {
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await sortInSlices(Array.from({ length: 50_000 }, (_, at) => String((at * 7_919) % 50_000)));
  isDone = true;
  expect(turns).toBeGreaterThan(10);
});
