import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { evidenceCheckOf } from '#e2e/fakes/verification-example';
import { checkOf, explainCheck, signerOf } from '#lib/graph/check';
import { addChecks } from './add-checks.ts';

const state = stateOf({
  nodes: [nodeOf(1), nodeOf(2, { kind: 'signature', format: 'sigstore-bundle' })],
  edges: [[2, 'subject', 1]],
});

test('a node says what its check came to, who signed, and what would help', () => {
  const checks = [
    evidenceCheckOf({
      digest: digestOf(2),
      state: 'matches',
      code: 'matches-policy',
      authority: 'acme-release/key',
      signer: { kind: 'key', name: 'key\u202e release' },
      reason: 'The policy names the key.',
      help: 'Nothing is to be done.',
    }),
  ];
  const node = addChecks(state, checks).nodes.get(digestOf(2)) ?? nodeOf(9);
  expect(checkOf(node)).toEqual({ state: 'matches', text: 'matches acme-release' });
  expect(signerOf(node)).toBe('key release');
  expect(explainCheck(node)).toBe('The policy names the key. Nothing is to be done.');
});

test('who is said to have signed is not named where nothing proves it', () => {
  const checks = [
    evidenceCheckOf({ digest: digestOf(2), state: 'failed', signer: { kind: 'key', name: 'mallory' } }),
  ];
  expect(signerOf(addChecks(state, checks).nodes.get(digestOf(2)) ?? nodeOf(9))).toBeUndefined();
});

test('what no check is about stays the same object, and the same input gives the same graph', () => {
  const checks = [evidenceCheckOf({ digest: digestOf(2) })];
  const checked = addChecks(state, checks);
  expect(checked.nodes.get(digestOf(1))).toBe(state.nodes.get(digestOf(1)));
  expect(addChecks(state, checks)).toBe(checked);
});

test('checks of nodes that are not in the graph change nothing', () => {
  expect(addChecks(state, [evidenceCheckOf({ digest: digestOf(7) })])).toBe(state);
});
