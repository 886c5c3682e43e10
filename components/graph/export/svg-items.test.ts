import { expect, test } from 'vitest';
import { makeDiagram } from '#components/graph/diagram/diagram.ts';
import { itemText } from '#components/graph/diagram/item-text.ts';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { emptyView } from '#lib/graph/picture/view';
import { writeCard, writeGridCell } from './svg-items.ts';

const reports = [11, 12, 13, 14].map((n) =>
  nodeOf(n, {
    ...{ kind: 'vulnerability-report', title: '3 low · Trivy', severities: { low: 3 } },
    created: `2026-11-${n}T00:00:00Z`,
  }),
);
const state = stateOf({
  nodes: [nodeOf(1), nodeOf(2, { state: 'missing', kind: 'sbom', title: 'gone' }), ...reports],
  edges: [2, 11, 12, 13, 14].map((n): [number, 'subject', number] => [n, 'subject', 1]),
});
const diagram = makeDiagram(state, emptyView);
const palette = (token: string) => `var-${token}`;

function card(kind: 'node' | 'stack') {
  const index = diagram.picture.items.findIndex(({ type, parent }) => type === kind && parent === 0);
  const item = diagram.picture.items[index];
  return item === undefined ? '' : writeCard(diagram, index, itemText(item, state.reference, 0), palette);
}

test('a stack has its sheets, its count and its bars', () => {
  const svg = card('stack');
  expect(svg.match(/rx="8"/g)).toHaveLength(3);
  expect(svg).toContain('>4</text>');
  expect(svg.match(/fill="var-sbom"/g)).toHaveLength(4);
});

test('what is missing is dashed', () => {
  expect(card('node')).toContain('stroke-dasharray="4 3"');
});

test('a cell is as full as it is grave', () => {
  const look = { token: 'bad', level: 0.5, strength: 1, isHollow: false };
  const svg = writeGridCell(diagram, 1, { title: 'a', detail: '' }, look, palette);
  expect(svg).toContain('fill="var-bad"');
  expect(
    writeGridCell(diagram, 1, { title: 'a', detail: '' }, { ...look, isHollow: true }, palette),
  ).not.toContain('fill="var-bad"');
});
