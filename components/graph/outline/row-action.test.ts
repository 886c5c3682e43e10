import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { noFilter } from '#lib/graph/filter/node-filter';
import { expandGraph } from '#lib/graph/picture/expand';
import { outlineRows } from '#lib/graph/picture/outline';
import type { View } from '#lib/graph/picture/view';
import { emptyView } from '#lib/graph/picture/view';
import { rowAction } from './row-action.ts';
import { rowState } from './row-state.ts';

const state = stateOf({
  nodes: [
    nodeOf(1, { title: 'Index' }),
    nodeOf(2, { kind: 'sbom', title: 'SPDX SBOM' }),
    ...[10, 11, 12, 13].map((n) => nodeOf(n, { kind: 'vulnerability-report', title: 'Trivy report' })),
  ],
  edges: [2, 10, 11, 12, 13].map((n): [number, 'subject', number] => [n, 'subject', 1]),
});
const rowsOf = (view: View) => outlineRows(expandGraph(state, view), []);
const rows = rowsOf(emptyView);
const indexOf = (isWanted: (row: (typeof rows)[number]) => boolean) => rows.findIndex(isWanted);
const root = 0;
const stack = indexOf((row) => row.type === 'item' && row.item.type === 'stack');
const sbom = indexOf((row) => row.id === digestOf(2));

test('opening an artifact makes it the centre, opening the root selects it', () => {
  expect(rowAction({ do: 'open', index: sbom }, rows, emptyView)).toEqual({
    type: 'centre',
    digest: digestOf(2),
  });
  expect(rowAction({ do: 'open', index: root }, rows, emptyView)).toEqual({
    type: 'change',
    change: { selected: digestOf(1) },
  });
});

test('opening a stack spreads it', () => {
  expect(rowAction({ do: 'open', index: stack }, rows, emptyView)).toEqual({
    type: 'change',
    change: { openStacks: [rows[stack]?.id] },
  });
});

test('a stack is selected as a whole, whether it is open or closed', () => {
  const key = rows[stack]?.id ?? '';
  expect(rowAction({ do: 'select', index: stack }, rows, emptyView)).toEqual({
    type: 'change',
    change: { pile: key },
  });
  for (const openStacks of [[], [key]]) {
    const view = { ...emptyView, openStacks, pile: key };
    const row = rowsOf(view)[stack];
    const context = { view, filter: noFilter, pending: new Set<never>(), planEffects: undefined };
    expect(row?.type === 'item' && rowState(row, context).isSelected).toBe(true);
  }
});

test('a caption answers to nothing', () => {
  const caption = indexOf((row) => row.type === 'caption');
  expect(rowAction({ do: 'select', index: caption }, rows, emptyView)).toBeUndefined();
});

test('a closed stack is selected with its member, an open one is not', () => {
  const selected = digestOf(11);
  const context = {
    view: { selected, pile: undefined },
    filter: noFilter,
    pending: new Set<never>(),
    planEffects: undefined,
  };
  const closed = rows[stack];
  const open = rowsOf({ ...emptyView, openStacks: [closed?.id ?? ''] })[stack];
  expect(closed?.type === 'item' && rowState(closed, context).isSelected).toBe(true);
  expect(open?.type === 'item' && rowState(open, context).isSelected).toBe(false);
});

test('a node whose successors are asked for is pending', () => {
  const row = rows[sbom];
  const context = {
    view: emptyView,
    filter: noFilter,
    pending: new Set([digestOf(2)]),
    planEffects: undefined,
  };
  expect(row?.type === 'item' && rowState(row, context).isPending).toBe(true);
});
