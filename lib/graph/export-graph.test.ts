import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { toDot, toMermaid } from './export-graph.ts';

const example = stateOf({
  nodes: [
    nodeOf(1, { title: 'demo/app', kind: 'index', tags: ['1.4.2', 'latest'] }),
    nodeOf(2, { title: 'linux/amd64' }),
    nodeOf(3, { title: 'SPDX 2.3 · 214 packages', kind: 'sbom' }),
  ],
  edges: [
    [1, 'child', 2],
    [3, 'subject', 1],
    [3, 'subject', 9],
  ],
});

test('Mermaid gets a flowchart whose dashed edges refer to and whose solid ones contain', () => {
  expect(toMermaid(example)).toBe(
    [
      'flowchart LR',
      '  n0["demo/app<br/>1.4.2, latest<br/>sha256:00000001"]',
      '  n1["linux/amd64<br/>sha256:00000002"]',
      '  n2["SPDX 2.3 · 214 packages<br/>sha256:00000003"]',
      '  n0 -->|child| n1',
      '  n2 -.->|subject| n0',
      '',
    ].join('\n'),
  );
});

test('Graphviz gets a digraph with the same edges and the whole digests', () => {
  const dot = toDot(example);
  expect(dot).toContain('digraph "localhost:5000/demo/app:1.4.2" {');
  expect(dot).toContain(`n1 [label="linux/amd64\\nsha256:00000002", tooltip="${digestOf(2)}"];`);
  expect(dot).toContain('n2 -> n0 [label="subject", style=dashed];');
  expect(dot).not.toContain('n2 -> n3');
});

test('a signature is told as not checked, and one of another digest as what it is', () => {
  const state = stateOf({
    nodes: [
      nodeOf(1, { title: 'app' }),
      nodeOf(2, { title: 'Signature with a key', kind: 'signature' }),
      nodeOf(3, {
        ...{ title: 'Signature with a key', kind: 'signature' },
        binding: { state: 'other', names: [digestOf(4)] },
      }),
    ],
    edges: [
      [2, 'subject', 1],
      [3, 'subject', 1],
    ],
  });
  for (const picture of [toMermaid(state), toDot(state)]) {
    expect(picture).toMatch(/Signature with a key(?:<br\/>|\\n)not checked/);
    expect(picture).toMatch(/Signature with a key(?:<br\/>|\\n)names another digest/);
  }
});

const hostile = [
  '"]; click n0 href "javascript:alert(1)"',
  '`]\nn0-->n0',
  '<script>',
  '\\" ]; x',
  'end',
  '#quot;',
];

test.each(hostile)('a title that speaks the language of the picture stays a title: %j', (title) => {
  const state = stateOf({ nodes: [nodeOf(1, { title })] });
  const mermaid = toMermaid(state).split('\n');
  expect(mermaid).toHaveLength(3);
  expect(mermaid[1]).toMatch(/^ {2}n0\["[^"<>`]*<br\/>sha256:00000001"\]$/);
  expect(toDot(state).split('\n')).toHaveLength(6);
});
