import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { expandGraph } from '#lib/graph/picture/expand';
import { emptyView } from '#lib/graph/picture/view';
import { focusOn } from './reduce-picture.ts';

const state = stateOf({
  nodes: [1, 2, 3, 4, 5, 6].map((number) => nodeOf(number, { title: `node ${number}` })),
  edges: [
    [2, 'subject', 1],
    [3, 'subject', 1],
    [4, 'subject', 2],
    [5, 'subject', 4],
    [6, 'subject', 3],
  ],
});
const picture = expandGraph(state, emptyView);

test('around one artifact stand the way to it and what hangs on it, and nothing else', () => {
  const focused = focusOn(picture, digestOf(4));
  expect(focused.items.map(({ id, parent }) => [id, parent])).toEqual([
    [digestOf(1), -1],
    [digestOf(2), 0],
    [digestOf(4), 1],
    [digestOf(5), 2],
  ]);
  expect(focused.indexOf.get(digestOf(4))).toBe(2);
  expect(focused.indexOf.has(digestOf(6))).toBe(false);
});

test('without an artifact, with the root or with one that is not there all stays', () => {
  for (const digest of [undefined, digestOf(1), digestOf(999)])
    expect(focusOn(picture, digest)).toBe(picture);
});
