import { expect, test } from 'vitest';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import type { GraphNode } from '#lib/graph/model';
import { headSummary } from './head-summary.ts';

const now = Date.parse('2026-11-26T12:00:00Z');
const indexOf = (...held: readonly Partial<GraphNode>[]) =>
  stateOf({
    nodes: [
      nodeOf(1, { kind: 'index', title: 'Index' }),
      ...held.map((change, at) => nodeOf(at + 2, change)),
    ],
    edges: held.map((_, at): [number, 'child', number] => [1, 'child', at + 2]),
  });

test('the size of an index is that of one platform, and says which', () => {
  const state = indexOf(
    { platform: 'linux/arm64', contentSize: 5 * 1024 ** 2 },
    { platform: 'linux/amd64', contentSize: 58 * 1024 ** 2 },
    { platform: 'unknown/unknown', contentSize: 4 * 1024 },
  );
  expect(headSummary(state, '1.0', now)).toBe('2 platforms · 58.0 MiB on linux/amd64');
});

test('without the common platform it is the first whose manifest was read', () => {
  const state = indexOf({ platform: 'linux/riscv64' }, { platform: 'linux/arm64', contentSize: 1024 });
  expect(headSummary(state, '1.0', now)).toBe('2 platforms · 1.0 KiB on linux/arm64');
});

test('an image tells its own size, its age and its other tags', () => {
  const image = nodeOf(1, {
    ...{ platform: 'linux/amd64', contentSize: 2048, created: '2026-11-22T12:00:00Z' },
    tags: ['1.0', 'latest'],
  });
  expect(headSummary(stateOf({ nodes: [image] }), '1.0', now)).toBe(
    'linux/amd64 · 2.0 KiB · 4 days ago · also latest',
  );
});
