import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseDigest } from '#lib/oci/digest';
import { parseReference } from '#lib/oci/reference';
import { readPolicy } from '#lib/verify/policies/read-policy';
import type { SignedEvidence } from '#lib/verify/signed-evidence';
import { checkEvidence } from './check-evidence.ts';

const vectors = z
  .object({
    at: z.string(),
    key: z.string(),
    stores: z.record(z.string(), z.array(z.string())),
    trustedIdentity: z.string(),
    cases: z.array(
      z.object({
        name: z.string(),
        tool: z.enum(['cosign', 'cosign2', 'notation']),
        level: z.enum(['strict', 'permissive']).optional(),
        target: z.object({
          digest: z.string(),
          size: z.number(),
          mediaType: z.string(),
          text: z.string(),
        }),
        evidence: z.array(
          z.object({
            form: z.enum(['sigstore-bundle', 'cosign-simplesigning', 'notation-jws', 'notation-cose']),
            base64: z.string(),
            annotations: z.record(z.string(), z.string()).default({}),
          }),
        ),
        verdict: z.enum(['ok', 'fail']),
      }),
    ),
  })
  .parse(
    JSON.parse(
      readFileSync(new URL('../../../e2e/verification/vectors/vectors.json', import.meta.url), 'utf8'),
    ),
  );
type Case = (typeof vectors.cases)[number];

/** What the commands of the tools say: one key for cosign, one statement for notation. */
function policyOf(level: 'strict' | 'permissive') {
  const document = {
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'release' },
    spec: {
      images: [{ glob: '**' }],
      authorities: [
        { name: 'release-key', key: { data: vectors.key } },
        { name: 'notary', notation: { trustPolicy: 'acme' } },
      ],
    },
  };
  const statement = {
    name: 'acme',
    registryScopes: ['*'],
    signatureVerification: { level },
    trustStores: ['ca:acme'],
    trustedIdentities: [vectors.trustedIdentity],
  };
  return readPolicy(
    {
      documents: [JSON.stringify(document)],
      notation: {
        trustPolicy: { version: '1.0', trustPolicies: [statement] },
        trustStores: vectors.stores,
      },
    },
    { source: 'inline', name: 'inline' },
  );
}

function evidenceOf({ target, evidence }: Case): readonly SignedEvidence[] {
  const digest = parseDigest(target.digest);
  return evidence.map(({ form, base64, annotations }) => ({
    digest,
    target: { ...target, digest, bytes: Buffer.from(target.text) },
    kind: 'signature',
    material: { form, bytes: Buffer.from(base64, 'base64'), annotations },
  }));
}

function statesOf(vector: Case): readonly string[] {
  const policy = policyOf(vector.level ?? 'strict');
  const question = { reference: parseReference('registry.example/acme/web:1'), now: new Date(vectors.at) };
  return evidenceOf(vector).map((one) => checkEvidence(one, policy, question).state);
}

describe('what cosign 2, cosign 3 and notation said of their own signatures is what we say', () => {
  test.each(vectors.cases.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    expect(statesOf(vector).includes('matches')).toBe(vector.verdict === 'ok');
  });
});

test('a signature that is wrong is told from one by somebody whom the policy does not name', () => {
  const states = Object.fromEntries(vectors.cases.map((vector) => [vector.name, statesOf(vector)]));
  expect(states).toMatchObject({
    'cosign-tampered': ['failed'],
    'cosign-borrowed': ['failed'],
    'cosign2-tampered': ['failed'],
    'cosign2-borrowed': ['failed'],
    'notation-jws-expired': ['failed'],
    'notation-jws-other-identity': ['valid'],
    'notation-cose-other-identity': ['valid'],
    'notation-cose-tampered': ['failed'],
  });
});
