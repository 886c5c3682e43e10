import { expect, test } from 'vitest';
import { createMemoryLook } from './give-back-memory.ts';

const miB = 1024 * 1024;

/** A process that holds what it is told to, of which half is garbage. */
function processOf(residentMiB: number, busy = 0) {
  const state = { resident: residentMiB * miB, busy, collected: 0 };
  const look = createMemoryLook({
    resident: () => state.resident,
    busyShare: () => state.busy,
    collect: () => {
      state.collected += 1;
      state.resident /= 2;
    },
  });
  return { state, look };
}

test('what a burst has left is given back once nobody waits', () => {
  const { state, look } = processOf(100);
  state.resident = 500 * miB;
  state.busy = 0.8;
  look();
  expect(state.collected).toBe(0);
  state.busy = 0;
  look();
  expect([state.collected, state.resident]).toEqual([1, 250 * miB]);
});

test('what it kept then is in use, and is not looked through again and again', () => {
  const { state, look } = processOf(100);
  state.resident = 500 * miB;
  for (let n = 0; n < 10; n += 1) look();
  expect(state.collected).toBe(1);
  state.resident += 100 * miB;
  look();
  expect(state.collected).toBe(2);
});

test('a little is not worth it, whether it comes at once or returns by itself', () => {
  const { state, look } = processOf(100);
  state.resident = 140 * miB;
  look();
  state.resident = 90 * miB;
  look();
  state.resident = 130 * miB;
  look();
  expect(state.collected).toBe(0);
});
