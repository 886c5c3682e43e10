import { expect, test } from 'vitest';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { emptyView } from '#lib/graph/picture/view';
import { makeDiagram } from './diagram.ts';
import { legendParts } from './legend-parts.ts';

test('a legend explains what is drawn, and nothing else', () => {
  const signature = nodeOf(2, { kind: 'signature', format: 'notation-jws' });
  const state = stateOf({ nodes: [nodeOf(1), signature], edges: [[2, 'subject', 1]] });
  expect(legendParts(makeDiagram(state, emptyView))).toEqual({
    kinds: new Set(['image', 'signature']),
    checks: new Set(['present']),
    lines: new Set(['refers-to']),
    ...{ hasCells: false, hasStacks: false, hasGaps: false },
  });
});

test('what is missing, what is contained and what is stacked have their signs', () => {
  const several = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const reports = several.map((at) =>
    nodeOf(at, { kind: 'vulnerability-report', format: 'trivy-json', title: `${at} low · Trivy` }),
  );
  const state = stateOf({
    nodes: [nodeOf(1, { kind: 'index' }), nodeOf(2, { state: 'missing' }), ...reports],
    edges: [[1, 'child', 2], ...several.map((at) => [at, 'subject', 1] as const)],
  });
  expect(legendParts(makeDiagram(state, emptyView))).toMatchObject({
    lines: new Set(['contains', 'refers-to']),
    ...{ hasStacks: true, hasGaps: true },
  });
});
