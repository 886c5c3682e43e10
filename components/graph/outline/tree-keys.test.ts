import { expect, test } from 'vitest';
import { expandAll, selectItem, toggleItem } from '#components/graph/view/view-changes.ts';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { expandGraph } from '#lib/graph/picture/expand';
import { outlineRows } from '#lib/graph/picture/outline';
import type { View } from '#lib/graph/picture/view';
import { emptyView } from '#lib/graph/picture/view';
import { rowText } from './row-text.ts';
import { closedItems, siblingsOf, treeAction } from './tree-keys.ts';

const reports = [10, 11, 12, 13].map((n) =>
  nodeOf(n, { kind: 'vulnerability-report', title: 'Trivy report' }),
);
const state = stateOf({
  nodes: [
    nodeOf(1, { title: 'Index' }),
    nodeOf(2, { kind: 'sbom', title: 'SPDX SBOM' }),
    nodeOf(3, { title: 'linux/amd64' }),
    ...reports,
  ],
  edges: [
    [2, 'subject', 1],
    [1, 'child', 3],
    ...[10, 11, 12, 13].map((n): [number, 'subject', number] => [n, 'subject', 1]),
  ],
});
// Index, Attached, SPDX SBOM, Trivy report (stack), Contains, linux/amd64
const rowsOf = (view: View) => outlineRows(expandGraph(state, view), []);
const rows = rowsOf(emptyView);
const act = (at: number, key: string, typed = '', of = rows) =>
  treeAction(of, at, key, (row) => rowText(row, state.reference, 0).name, typed);

test('up and down step over the captions, home and end go all the way', () => {
  expect(act(0, 'ArrowDown')).toEqual({ do: 'focus', index: 2 });
  expect(act(3, 'ArrowDown')).toEqual({ do: 'focus', index: 5 });
  expect(act(2, 'ArrowUp')).toEqual({ do: 'focus', index: 0 });
  expect(act(0, 'ArrowUp')).toBeUndefined();
  expect(act(3, 'Home')).toEqual({ do: 'focus', index: 0 });
  expect(act(0, 'End')).toEqual({ do: 'focus', index: 5 });
});

test('right opens what is closed and goes on in what is open, left goes to the parent', () => {
  expect(act(3, 'ArrowRight')).toEqual({ do: 'toggle', index: 3 });
  expect(act(0, 'ArrowRight')).toEqual({ do: 'focus', index: 2 });
  expect(act(5, 'ArrowLeft')).toEqual({ do: 'focus', index: 0 });
});

test('left closes what somebody opened', () => {
  const stack = rows[3]?.id ?? '';
  expect(act(3, 'ArrowLeft', '', rowsOf({ ...emptyView, openStacks: [stack] }))).toEqual({
    do: 'toggle',
    index: 3,
  });
  const expanded = rowsOf({ ...emptyView, expanded: [digestOf(2)] });
  expect(act(2, 'ArrowLeft', '', expanded)).toEqual({ do: 'toggle', index: 2 });
});

test('letters lead to the next row that begins with them', () => {
  expect(act(0, 't', 't')).toEqual({ do: 'focus', index: 3 });
  expect(act(3, 'i', 'lin')).toEqual({ do: 'focus', index: 5 });
  expect(act(0, 'x', 'x')).toBeUndefined();
});

test('enter, space and star open, select and expand all beside', () => {
  expect(['Enter', ' ', '*'].map((key) => act(2, key)?.do)).toEqual(['open', 'select', 'expand-siblings']);
  expect(siblingsOf(rows, 2)).toHaveLength(3);
  expect(expandAll(closedItems(siblingsOf(rows, 2)), emptyView)).toEqual({
    expanded: [digestOf(2), digestOf(3)],
    openStacks: [rows[3]?.id],
  });
});

test('what is toggled twice is as it was', () => {
  const { items, indexOf } = expandGraph(state, emptyView);
  const item = items[indexOf.get(digestOf(2)) ?? -1];
  const opened = { ...emptyView, ...toggleItem(item, emptyView) };
  expect(opened.expanded).toEqual([digestOf(2)]);
  expect(toggleItem(item, opened)).toEqual({ expanded: [] });
});

test('a stack is selected as one thing, an artifact by its digest, nothing by nothing', () => {
  const { items, indexOf } = expandGraph(state, emptyView);
  const stack = items[indexOf.get(digestOf(12)) ?? -1];
  expect(selectItem(stack)).toEqual({ selected: undefined, pile: stack?.id });
  expect(selectItem(items[0])).toEqual({ selected: state.root });
  expect(selectItem(undefined)).toEqual({ selected: undefined });
});
