import { afterEach, expect, test, vi } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { evidenceCheckOf, verificationOf } from '#e2e/fakes/verification-example';
import { checkOf } from '#lib/graph/check';
import type { VerificationEvent } from '#lib/graph/verification/verification';
import { addCheckEvents, noChecks, tryPolicy } from './read-verification.ts';

afterEach(() => vi.unstubAllGlobals());

const check = evidenceCheckOf({ digest: digestOf(2) });
const { checks: _, ...summary } = verificationOf();
const end: VerificationEvent = { type: 'end', ...summary };

test('checks add up while they are made, and the end says what they come to', () => {
  const one = addCheckEvents(noChecks, [{ type: 'check', check }]);
  expect(one.whole).toBeUndefined();
  expect(addCheckEvents(one, [end]).whole).toEqual(verificationOf({ checks: [check] }));
});

test('a graph is marked with the checks that are made so far', () => {
  const state = stateOf({
    nodes: [nodeOf(1), nodeOf(2, { kind: 'signature', format: 'dsse' })],
    edges: [[2, 'subject', 1]],
  });
  const { nodes } = addCheckEvents(noChecks, [{ type: 'check', check }]).addTo(state);
  expect(checkOf(nodes.get(digestOf(2)) ?? nodeOf(9))?.state).toBe('valid');
  expect(noChecks.addTo(state)).toBe(state);
});

test('a policy is tried with all of it in the question', async () => {
  const asked = answerWith(`${JSON.stringify({ type: 'check', check })}\n${JSON.stringify(end)}\n`);
  const policy = { keys: { release: 'PEM' } };
  expect(await tryPolicy('localhost:5000/acme/web:1.0', policy)).toMatchObject({
    verdict: 'pass',
    checks: [check],
  });
  expect(JSON.parse(`${asked.mock.calls[0]?.[1]?.body}`)).toEqual({
    ref: 'localhost:5000/acme/web:1.0',
    policy,
  });
});

test('an answer that breaks off is no verification', async () => {
  answerWith(`${JSON.stringify({ type: 'check', check })}\n`);
  await expect(tryPolicy('localhost:5000/acme/web:1.0', {})).rejects.toThrow('more checks');
});

function answerWith(text: string) {
  const asked = vi.fn<typeof fetch>(async () => new Response(text));
  vi.stubGlobal('fetch', asked);
  return asked;
}
