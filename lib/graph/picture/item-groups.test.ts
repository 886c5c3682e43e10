import { expect, test } from 'vitest';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { expandGraph } from './expand.ts';
import { groupItems } from './item-groups.ts';
import { childrenOf, nextBelow, treeOf } from './item-tree.ts';
import { emptyView } from './view.ts';

const reports = [11, 12, 13, 14].map((n) => nodeOf(n, { kind: 'vulnerability-report' }));
const { items } = expandGraph(
  stateOf({
    nodes: [
      nodeOf(1, { kind: 'index', tags: ['1.4.2'] }),
      nodeOf(2, { title: 'linux/amd64' }),
      nodeOf(3, { kind: 'sbom' }),
      nodeOf(4, { kind: 'signature' }),
      nodeOf(5, { kind: 'attestation' }),
      nodeOf(6, { kind: 'index', title: 'the index above' }),
      nodeOf(7, { kind: 'policy' }),
      ...reports,
    ],
    edges: [
      [1, 'child', 2],
      [6, 'child', 1],
      [3, 'subject', 1],
      [4, 'subject', 3],
      [5, 'subject', 1],
      [7, 'subject', 1],
      ...reports.map((_, n): [number, 'subject', number] => [11 + n, 'subject', 1]),
    ],
  }),
  emptyView,
);
const tree = treeOf(items);

test('what hangs on the root stands in groups, in the order people ask for them, each with its count', () => {
  expect(groupItems(items, tree).map(({ title, lane, count }) => `${lane}: ${title} ${count}`)).toEqual([
    'belongs: Belongs to 1',
    'attached: Provenance 1',
    'attached: SBOMs 1',
    'attached: Reports 4',
    'attached: Other 1',
    'contains: Contains 1',
  ]);
});

test('a group is as large as all that hangs on its heads', () => {
  const sboms = groupItems(items, tree).find(({ title }) => title === 'SBOMs');
  expect([sboms?.heads.length, sboms?.size, sboms?.count]).toEqual([1, 2, 1]);
});

test('a walk below an item names all that hangs on it, each before what hangs on that, and ends', () => {
  const parents = [-1, 0, 0, 1, 1, 3].map((parent) => ({ parent }));
  const small = treeOf(parents);
  const walk = (top: number) => {
    const named: number[] = [];
    for (let at = top; at >= 0; at = nextBelow(small, parents, at, top)) named.push(at);
    return named;
  };
  expect(walk(0)).toEqual([0, 1, 3, 5, 4, 2]);
  expect(walk(1)).toEqual([1, 3, 5, 4]);
  expect(walk(5)).toEqual([5]);
  expect(childrenOf(small, 1)).toEqual([3, 4]);
  expect([...small.size]).toEqual([6, 4, 1, 2, 1, 1]);
});
