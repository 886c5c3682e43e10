import { expect, test } from 'vitest';
import { keyPolicy, makeKey } from '#e2e/fakes/sign-simple';
import { parseReference } from '#lib/oci/reference';
import { readPolicy } from '#lib/verify/policies/read-policy';
import { describePolicy } from './describe-policy.ts';

const { pem } = makeKey();
const statement = (name: string, scope: string) => ({
  name,
  registryScopes: [scope],
  signatureVerification: { level: 'strict' },
  trustStores: ['ca:acme'],
  trustedIdentities: ['x509.subject: C=US, ST=WA, O=Acme'],
});
const policy = readPolicy(
  {
    documents: [keyPolicy(pem, 'ghcr.io/acme/**')],
    keys: { spare: pem },
    notation: {
      trustPolicy: {
        version: '1.0',
        trustPolicies: [statement('own', 'ghcr.io/acme/app'), statement('all', '*')],
      },
    },
  },
  { source: 'inline', name: 'pasted' },
);

test('a policy says what it asks for, and of whom', () => {
  const { policies, statements, roots, keys } = describePolicy(policy);
  expect(policies).toMatchObject([
    { name: 'acme', images: ['ghcr.io/acme/**'], mode: 'enforce', authorities: [{ name: 'release' }] },
  ]);
  expect(policies[0]?.authorities[0]?.says).toMatch(/by the key release/);
  expect(policies[0]).not.toHaveProperty('applies');
  expect(statements.map(({ says }) => says)[0]).toBe(
    'Everything about a signature must hold, signed by x509.subject: C=US, ST=WA, O=Acme with a certificate of ca:acme.',
  );
  expect(roots).toMatchObject([{ name: 'public-good', date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) }]);
  expect(keys).toMatchObject([{ name: 'spare', fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
});

test.each([
  ['ghcr.io/acme/app:1', true, ['own']],
  ['ghcr.io/acme/web:1', true, ['all']],
  ['docker.io/library/nginx:1', false, ['all']],
])('%s is told what applies to it', (text, applies, names) => {
  const { policies, statements } = describePolicy(policy, parseReference(text));
  expect(policies[0]?.applies).toBe(applies);
  expect(statements.filter((one) => one.applies === true).map(({ name }) => name)).toEqual(names);
});
