import { expect, test } from 'vitest';
import type { ReferenceBoxAction } from './reference-box-state.ts';
import { initialReferenceBoxState, reduceReferenceBox } from './reference-box-state.ts';

const after = (...actions: readonly ReferenceBoxAction[]) =>
  actions.reduce(reduceReferenceBox, initialReferenceBoxState('a/b:1'));
const down = { type: 'step', by: 1, count: 2 } as const;
const up = { type: 'step', by: -1, count: 2 } as const;

test('the arrow keys go through the suggestions, past the last one back to the text', () => {
  expect(after(down).active).toBe(0);
  expect(after(down, down).active).toBe(1);
  expect(after(down, down, down).active).toBe(-1);
  expect(after(up).active).toBe(1);
});

test('an arrow key opens the list again after it was closed, and does nothing where there are no suggestions', () => {
  expect(after({ type: 'close' }, down).isListOpen).toBe(true);
  expect(after({ type: 'step', by: 1, count: 0 })).toEqual(initialReferenceBoxState('a/b:1'));
});

test('writing lets go of the suggestion that was active', () => {
  expect(after(down, { type: 'write', text: 'c' })).toMatchObject({
    text: 'c',
    active: -1,
    isListOpen: true,
  });
});

test('escape brings back the text of the page and closes the list', () => {
  const written = after({ type: 'write', text: 'c' }, { type: 'reset', text: 'a/b:1' });
  expect(written).toMatchObject({ text: 'a/b:1', isListOpen: false });
});

test('an empty box that opens no list by itself opens one when it comes back with a text', () => {
  const focus = { type: 'focus', opensList: false } as const;
  expect(reduceReferenceBox(initialReferenceBoxState(''), focus).isListOpen).toBe(false);
  expect(reduceReferenceBox(initialReferenceBoxState('a'), focus).isListOpen).toBe(true);
});

test('a focus and a blur that change nothing give the same state', () => {
  const state = initialReferenceBoxState('');
  expect(reduceReferenceBox(state, { type: 'focus', opensList: false })).toBe(state);
  expect(reduceReferenceBox(state, { type: 'close' })).toBe(state);
});
