import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { platformsOf, subjectOptions } from './subject-options.ts';

const reference = { registry: 'localhost:5000', repository: 'acme/app', tag: '1' };
const state = stateOf({
  nodes: [
    nodeOf(1, { kind: 'index', title: 'Index' }),
    nodeOf(2, { platform: 'linux/amd64' }),
    nodeOf(3, { platform: 'linux/arm64' }),
    nodeOf(4, { platform: 'unknown/unknown' }),
    nodeOf(5, { platform: 'linux/s390x' }),
  ],
  edges: [
    [1, 'child', 2],
    [1, 'child', 3],
    [1, 'child', 4],
    [5, 'subject', 1],
  ],
});

test('the artifact itself comes first, then each platform that its index holds', () => {
  expect(subjectOptions({ reference, state })).toEqual([
    { value: 'localhost:5000/acme/app:1', text: 'The index, for all platforms' },
    { value: `localhost:5000/acme/app@${digestOf(2)}`, text: 'linux/amd64' },
    { value: `localhost:5000/acme/app@${digestOf(3)}`, text: 'linux/arm64' },
  ]);
});

test('without a graph only the artifact itself can be chosen', () => {
  expect(subjectOptions({ reference })).toEqual([
    { value: 'localhost:5000/acme/app:1', text: 'This artifact' },
  ]);
});

test('what a platform refers to is no platform of the one that is open', () => {
  expect(platformsOf({ reference, state, node: nodeOf(5) })).toEqual([]);
});
