import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { nodeOf } from '#e2e/fakes/graph-example';
import { addFacts } from '#lib/graph/collect-facts';
import type { GraphState } from '#lib/graph/graph-state';
import { emptyGraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import { drawEarly } from './early-artifact.tsx';

const image = nodeOf(1, {
  title: 'Image',
  size: 500,
  contentSize: 2048,
  count: 3,
  annotations: { 'org.opencontainers.image.title': '<b>storefront</b>' },
  created: '2026-01-01T00:00:00Z',
  tags: ['1.0', 'latest'],
  state: 'loaded',
});
const now = Date.parse('2026-01-02T00:00:00Z');

function stateOf(node: GraphNode): GraphState {
  const root = { type: 'root', root: node.digest, reference: 'a.io/b:1.0' } as const;
  return addFacts(emptyGraphState, [root, { type: 'node', node }]);
}

test('an artifact is drawn with what its manifest tells, and nothing that needs code', () => {
  const early = drawEarly(stateOf(image), '1.0', now);
  const html = renderToStaticMarkup(early?.overview);
  expect(early?.summary).toBe('2.0 KiB · yesterday · also latest');
  for (const text of [
    image.digest,
    'A container image with 3 layers.',
    '1.0, latest',
    '&lt;b&gt;storefront&lt;/b&gt;',
  ])
    expect(html).toContain(text);
  expect(html).not.toMatch(/<button|style=|<script|<b>/);
});

test('evidence opens with its content, which takes longer to read', () => {
  const early = drawEarly(stateOf({ ...image, kind: 'sbom', title: 'SPDX 2.3' }), undefined, now);
  expect(early?.overview).toBe(undefined);
  expect(early?.summary).toContain('SPDX 2.3');
});

test('nothing is drawn where nothing is known', () => {
  expect(drawEarly(emptyGraphState, undefined, now)).toBe(undefined);
});
