import { expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import type { Fact, GraphNode } from './model.ts';
import { summaryOf } from './summary.ts';

const root: Fact = { type: 'root', root: digestOf(1), reference: 'reg.example/app:1' };
const index = nodeOf(1, { kind: 'index', state: 'loaded' });

/** The facts of an index and of what it lists. */
function indexOf(...held: readonly GraphNode[]): readonly Fact[] {
  const listed = held.flatMap((node): readonly Fact[] => [
    { type: 'node', node },
    { type: 'edge', edge: { from: digestOf(1), to: node.digest, relation: 'child', sources: ['manifest'] } },
  ]);
  return [root, { type: 'node', node: index }, ...listed];
}

test('an index has the platforms of its entries, each once, and the newest date of them', () => {
  const amd = nodeOf(2, { platform: 'linux/amd64', created: '2026-01-01T00:00:00Z', contentSize: 5 });
  const arm = nodeOf(3, {
    platform: 'linux/arm64',
    platforms: ['linux/arm/v7', 'linux/arm64'],
    created: '2026-01-02T00:00:00Z',
    contentSize: 7,
  });
  expect(summaryOf(indexOf(amd, arm))).toMatchObject({
    platforms: ['linux/amd64', 'linux/arm/v7', 'linux/arm64'],
    created: '2026-01-02T00:00:00Z',
    pulled: { platform: 'linux/amd64', digest: digestOf(2), contentSize: 5 },
  });
});

test('an index of which only the entries are known has no size', () => {
  const summary = summaryOf(indexOf(nodeOf(2, { platform: 'linux/arm64' })));
  expect(summary).not.toHaveProperty('contentSize');
  expect(summary?.pulled).toEqual({ platform: 'linux/arm64', digest: digestOf(2) });
});

test('what was not found has no summary', () => {
  expect(summaryOf([])).toBeUndefined();
});
