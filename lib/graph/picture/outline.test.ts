import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { openQuestions } from '#lib/graph/open-questions';
import { expandGraph } from './expand.ts';
import { outlineRows } from './outline.ts';
import { emptyView } from './view.ts';

const state = stateOf({
  nodes: [
    nodeOf(1, { kind: 'index', title: 'Index', tags: ['1.4.2'] }),
    nodeOf(2, { title: 'linux/amd64' }),
    nodeOf(3, { kind: 'sbom', title: 'SPDX SBOM', artifactType: 'application/spdx+json' }),
    nodeOf(4, { kind: 'signature', title: 'Notation signature' }),
  ],
  edges: [
    [1, 'child', 2],
    [3, 'subject', 1],
    [4, 'subject', 3],
  ],
  answers: [
    {
      ...{ about: digestOf(1), question: 'referrers', source: 'cosign-tags', state: 'unknown' },
      ...{ reason: 'the registry asks to wait', code: 'rate-limited' },
    },
    {
      ...{ about: digestOf(1), question: 'referrers', source: 'referrers-api', state: 'found', count: 1 },
      filtered: 'registry',
    },
  ],
});

test('the outline reads attached before contained and asks its open questions in between', () => {
  const rows = outlineRows(expandGraph(state, emptyView), openQuestions(state));
  const read = rows.map((row) => {
    if (row.type === 'caption') return row.text;
    const name =
      row.type === 'question' ? row.question.text : row.item.type === 'node' && row.item.node.title;
    return `${row.level} ${row.posInSet}/${row.setSize} ${row.isOpen ?? '-'} ${name}`;
  });
  expect(read).toEqual([
    '1 1/1 true Index',
    'Attached',
    '2 1/3 true SPDX SBOM',
    '3 1/1 false Notation signature',
    '2 2/3 - Cosign tags: not determined',
    'Contains',
    '2 3/3 false linux/amd64',
  ]);
});

test('an empty graph has no rows', () => {
  expect(outlineRows({ items: [], indexOf: new Map(), cross: [] }, [])).toEqual([]);
});
