import { expect, test } from 'vitest';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { expandGraph } from '#lib/graph/picture/expand';
import { outlineRows } from '#lib/graph/picture/outline';
import { emptyView } from '#lib/graph/picture/view';
import { rowText } from './row-text.ts';

const now = Date.parse('2026-11-26T00:00:00Z');
const state = stateOf({
  nodes: [
    nodeOf(1, { kind: 'index', title: 'Index', tags: ['1.0'] }),
    nodeOf(2, { kind: 'sbom', title: 'SPDX 2.3 · 263 packages', contentSize: 402_000 }),
    nodeOf(3, { kind: 'artifact', title: 'notes', state: 'missing' }),
  ],
  edges: [
    [2, 'subject', 1],
    [3, 'subject', 1],
  ],
});
const texts = outlineRows(expandGraph(state, emptyView), []).map((row) =>
  rowText(row, 'r.example/app:1.0', now),
);
const textOf = (name: string) => texts.find((text) => text.name === name);

test('the name has the whole row: a size is spoken, and stands on the card', () => {
  expect(textOf('SPDX 2.3 · 263 packages')).toMatchObject({ note: '' });
  expect(textOf('SPDX 2.3 · 263 packages')?.spoken).toContain('KiB');
});

test('what is missing says so at the edge of its row', () => {
  expect(textOf('notes')?.note).toBe('missing');
});
