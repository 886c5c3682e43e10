import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { makeNodeFilter } from '#lib/graph/filter/node-filter';
import { expandGraph } from '#lib/graph/picture/expand';
import { emptyView } from '#lib/graph/picture/view';
import { findHits, nextHit } from './find-hits.ts';

const state = stateOf({
  nodes: [
    nodeOf(1, { title: 'demo/app' }),
    nodeOf(2, { title: 'SPDX 2.3', kind: 'sbom', annotations: { 'com.acme.by': 'Ada' } }),
    nodeOf(3, { title: 'Trivy', kind: 'vulnerability-report', platform: 'linux/arm64' }),
    nodeOf(4, { title: 'Image', tags: ['nightly'] }),
  ],
  edges: [
    [2, 'subject', 1],
    [3, 'subject', 1],
    [1, 'child', 4],
  ],
});
const picture = expandGraph(state, emptyView);
const find = (text: string) => findHits(state, picture, makeNodeFilter({ ...emptyView, text }, 0));

test.each([
  ['spdx', [2]],
  ['com.acme.by=ada', [2]],
  ['ARM64', [3]],
  ['nightly', [4]],
  [digestOf(3).slice(7, 15), [3]],
  ['trivy spdx', []],
  ['nothing like it', []],
])('"%s" is found in titles, digests, tags, platforms and annotations', (text, numbers) => {
  expect(find(text)).toEqual(numbers.map(digestOf));
});

test('no words find everything', () => {
  expect(find('  ')).toHaveLength(4);
});

test('hits follow each other round and round, both ways', () => {
  const hits = [2, 3, 4].map(digestOf);
  expect(nextHit(hits, undefined, 1)).toBe(digestOf(2));
  expect(nextHit(hits, digestOf(4), 1)).toBe(digestOf(2));
  expect(nextHit(hits, digestOf(2), -1)).toBe(digestOf(4));
  expect(nextHit([], undefined, 1)).toBeUndefined();
});
