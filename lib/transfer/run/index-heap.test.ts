import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIndexHeap } from '#lib/transfer/run/index-heap';

test('numbers come out of a heap smallest first, however they went in', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(50), { nil: undefined })), (moves) => {
      const heap = createIndexHeap();
      let model: number[] = [];
      for (const move of moves) {
        if (move === undefined) {
          expect(heap.pop()).toBe(model[0]);
          model = model.slice(1);
        } else {
          heap.push(move);
          model = [...model, move].toSorted((one, other) => one - other);
        }
        expect(heap.peek()).toBe(model[0]);
      }
    }),
  );
});
