import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage } from '#e2e/fakes/embedded';
import { payloadOf, pushSignatures } from '#e2e/fakes/sign-simple';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import type { VerificationEvent } from '#lib/graph/verification/verification';
import { parseReference } from '#lib/oci/reference';
import { sessionOf } from '#lib/server/sessions/session';
import { verificationOf, verifyArtifact } from './verify-artifact.ts';

const request = () => ({
  session: sessionOf(new Request('http://localhost:4400')),
  policy: undefined,
  at: undefined,
  isFresh: true,
  signal: new AbortController().signal,
});

test('more evidence than is checked is said, and leaves the question open', async () => {
  const registry = await openTestRegistry();
  testServices({}, registry);
  testVerification();
  const repository = 'team/many';
  const image = await pushImage(registry, repository, '1.0');
  // The same layer may stand in a manifest any number of times.
  const one = { payload: payloadOf(image.digest), signature: 'AA==' };
  const evidenceMax = 20;
  const many = Array.from({ length: evidenceMax + 2 }, () => one);
  await pushSignatures(registry, repository, image, many);
  const reference = parseReference(`${embeddedHost}/${repository}:1.0`);
  const { checks, answers, verdict } = await verificationOf(
    verifyArtifact({ ...request(), reference, evidenceMax }),
  );
  expect(checks).toHaveLength(evidenceMax);
  expect(verdict).toBe('unknown');
  expect(answers.at(-1)).toMatchObject({
    state: 'unknown',
    reason: '2 more pieces of evidence were not checked: at most 20 are.',
  });
});

test('a verification that breaks off is none', async () => {
  async function* broken(): AsyncGenerator<readonly VerificationEvent[]> {
    yield [];
  }
  await expect(verificationOf(broken())).rejects.toThrow('without its end');
});
