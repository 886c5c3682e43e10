import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { toDot, toMermaid } from './export-graph.ts';

test('no title of any kind breaks out of its quotes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      const state = stateOf({ nodes: [nodeOf(1, { title })] });
      expect(toMermaid(state).split('\n')[1]).toMatch(/^ {2}n0\["[^"]*"\]$/);
      expect(toDot(state).split('\n')[3]).toMatch(/^ {2}n0 \[label="(?:[^"\\]|\\.)*", tooltip="[^"]*"\];$/u);
    }),
  );
});
