import { expect, test } from 'vitest';
import { makeDiagram } from '#components/graph/diagram/diagram.ts';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { dimmedItems } from '#lib/graph/filter/matching-nodes';
import { makeNodeFilter } from '#lib/graph/filter/node-filter';
import { boxOf } from '#lib/graph/picture/places';
import { emptyView } from '#lib/graph/picture/view';
import { matchOutOfView } from './match-out-of-view.ts';

const state = stateOf({
  nodes: [nodeOf(1, { title: 'root' }), nodeOf(2, { title: 'apple' }), nodeOf(3, { title: 'pear' })],
  edges: [
    [1, 'child', 2],
    [1, 'child', 3],
  ],
});
const diagram = makeDiagram(state, emptyView);
const dimmedBy = (text: string) =>
  dimmedItems(state, diagram.picture, makeNodeFilter({ ...emptyView, text }, 0));
const indexOf = (title: string) =>
  diagram.picture.items.findIndex((item) => item.type === 'node' && item.node.title === title);
const viewOf = (title: string) => boxOf(diagram.layout, indexOf(title));

test('a match that is not in view is where the picture goes', () => {
  expect(matchOutOfView(diagram, dimmedBy('pear'), viewOf('root'))).toBe(indexOf('pear'));
});

test('the picture stays where a match is in view, and where there is none', () => {
  expect(matchOutOfView(diagram, dimmedBy('pear'), viewOf('pear'))).toBeUndefined();
  expect(matchOutOfView(diagram, dimmedBy('plum'), viewOf('root'))).toBeUndefined();
});
