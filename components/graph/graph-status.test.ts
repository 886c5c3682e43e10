import { expect, test } from 'vitest';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { countArtifacts, doubtOf } from './graph-status.ts';

const question = { text: 'Referrers: not determined', reason: 'the registry did not answer in time' };

test('configs and layers are no artifacts of their own', () => {
  const nodes = [nodeOf(1), nodeOf(2, { kind: 'config' }), nodeOf(3, { kind: 'layer' })];
  expect(countArtifacts(stateOf({ nodes, edges: [] }))).toBe(1);
});

test('a complete graph leaves no doubt', () => {
  expect(doubtOf({ limits: [] }, [])).toBeUndefined();
});

test('what was cut and what is open are both said', () => {
  expect(doubtOf({ limits: ['it has more than 5,000 nodes.'] }, [question, question])).toBe(
    'Incomplete: it has more than 5,000 nodes. 2 questions open: Referrers: not determined, the registry did not answer in time.',
  );
});
