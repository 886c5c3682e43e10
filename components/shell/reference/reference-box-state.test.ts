import { expect, test } from 'vitest';
import type { ReferenceBoxAction } from './reference-box-state.ts';
import { canTake, initialReferenceBoxState, reduceReferenceBox, takenText } from './reference-box-state.ts';

const offerOf = (text: string) => ({ text, path: `/${text}`, note: '' });
const offer = {
  type: 'offer',
  offers: [offerOf('a/bcd:'), offerOf('a/bce:')],
  shared: 'a/bc',
  isAsking: false,
} as const;
const after = (...actions: readonly ReferenceBoxAction[]) =>
  [offer, ...actions].reduce(reduceReferenceBox, initialReferenceBoxState('a/b'));
const down = { type: 'step', by: 1 } as const;
const up = { type: 'step', by: -1 } as const;
const write = (text: string) => ({ type: 'write', text }) as const;

test('the arrow keys go through the offers, past the last one back to the text', () => {
  expect(after(down).active).toBe(0);
  expect(after(down, down).active).toBe(1);
  expect(after(down, down, down).active).toBe(-1);
  expect(after(up).active).toBe(1);
});

test('an arrow key opens the list again after it was closed, and does nothing where nothing is offered', () => {
  expect(after({ type: 'close' }, down).isListOpen).toBe(true);
  const empty = initialReferenceBoxState('a');
  expect(reduceReferenceBox(empty, down)).toBe(empty);
});

test('writing lets go of the offer that was active', () => {
  expect(after(down, write('c'))).toMatchObject({ text: 'c', active: -1, isListOpen: true });
});

test('an offer that is active stays active when more is offered, and is let go when it is gone', () => {
  const more = { ...offer, offers: [offerOf('a/b:'), ...offer.offers] };
  expect(after(down, more).active).toBe(1);
  expect(after(down, { ...offer, offers: [] }).active).toBe(-1);
});

test('tab takes what all completions begin with, and an active offer as it is', () => {
  expect(takenText(after(write('a/b')))).toBe('a/bc');
  expect(takenText(after(write('a/b'), down))).toBe('a/bcd:');
});

test('tab takes nothing where it would add nothing, so that it moves the focus', () => {
  expect(takenText(after(write('a/bc')))).toBeUndefined();
  expect(takenText(after(write('a/bcdef')))).toBeUndefined();
  expect(takenText(after(write('a/b'), { type: 'close' }))).toBeUndefined();
  expect(takenText(after(write('a/bcd:'), down))).toBeUndefined();
});

test('tab waits once for a registry that is being asked, and takes what all completions begin with', () => {
  const asking = after(write('a/b'), { ...offer, shared: '', isAsking: true });
  expect(canTake(asking)).toBe(true);
  const waiting = reduceReferenceBox(asking, { type: 'take' });
  expect(waiting.text).toBe('a/b');
  expect(canTake(waiting)).toBe(false);
  expect(reduceReferenceBox(waiting, offer)).toMatchObject({ text: 'a/bc', isTaking: false });
});

test('what is written after tab is not overwritten by an answer that comes later', () => {
  const asking = after(write('a/b'), { ...offer, shared: '', isAsking: true });
  const written = [{ type: 'take' } as const, write('a/bx'), offer].reduce(reduceReferenceBox, asking);
  expect(written.text).toBe('a/bx');
});

test('however often tab takes something, at some time it moves the focus', () => {
  let state = after(write('a/b'));
  for (let presses = 0; presses < 5; presses++) {
    const taken = takenText(state);
    if (taken !== undefined) state = reduceReferenceBox(state, write(taken));
  }
  expect(takenText(state)).toBeUndefined();
});

test('escape brings back the text of the page and closes the list', () => {
  expect(after(write('c'), { type: 'reset', text: 'a/b:1' })).toMatchObject({
    text: 'a/b:1',
    isListOpen: false,
  });
});

test('an empty box that opens no list by itself opens one when it comes back with a text', () => {
  const focus = { type: 'focus', opensList: false } as const;
  expect(reduceReferenceBox(initialReferenceBoxState(''), focus).isListOpen).toBe(false);
  expect(reduceReferenceBox(initialReferenceBoxState('a'), focus).isListOpen).toBe(true);
});

test('a focus and a blur that change nothing give the same state', () => {
  const focus = { type: 'focus', opensList: false } as const;
  const state = reduceReferenceBox(initialReferenceBoxState(''), focus);
  expect(reduceReferenceBox(state, focus)).toBe(state);
  expect(reduceReferenceBox(state, { type: 'close' })).toBe(state);
});
