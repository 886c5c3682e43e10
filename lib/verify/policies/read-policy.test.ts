import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import { verifyLimits } from '#lib/verify/limits';
import { readPolicy } from './read-policy.ts';

const source = { source: 'inline', name: 'mine' } as const;
const mediaType = 'application/vnd.dev.sigstore.trustedroot+json;version=0.1';
const document = `
apiVersion: policy.sigstore.dev/v1beta1
kind: ClusterImagePolicy
metadata: {name: acme-release}
spec:
  images: [{glob: "ghcr.io/acme/**"}]
  authorities:
    - name: release-workflow
      keyless:
        trustRootRef: acme
        insecureIgnoreSCT: true
        identities: [{issuer: https://issuer.example, subject: ada@acme.example}]
    - name: notary
      notation: {trustPolicy: ours}
`;
const notation = {
  trustPolicy: {
    version: '1.0',
    trustPolicies: [
      {
        name: 'ours',
        registryScopes: ['*'],
        signatureVerification: { level: 'audit' },
        trustStores: ['ca:acme'],
        trustedIdentities: ['*'],
      },
    ],
  },
};

test('documents find roots and statements by their names', () => {
  const policy = readPolicy(
    { documents: [document], trustedRoots: { acme: { mediaType } }, notation },
    source,
  );
  expect(policy).toMatchObject({ name: 'mine', source: 'inline', problems: [] });
  expect(policy.policies[0]?.authorities.map(({ trust, unsupported }) => [trust.by, unsupported])).toEqual([
    ['keyless', []],
    ['notation', []],
  ]);
});

test('a root of the parts takes the place of the one that is built in, also when it cannot be read', () => {
  const { roots: builtIn } = readPolicy({ trustedRoots: { 'public-good': { mediaType } } }, source);
  const names = (trustedRoots: PolicyParts['trustedRoots']) =>
    readPolicy({ ...(trustedRoots === undefined ? {} : { trustedRoots }) }, { ...source, builtIn }).roots.map(
      ({ name }) => name,
    );
  expect(names(undefined)).toEqual(['public-good']);
  expect(names({ 'public-good': { mediaType } })).toEqual(['public-good']);
  expect(names({ 'public-good': 'x' })).toEqual([]);
});

test('equal parts have one hash, in whatever order their fields stand', () => {
  const hashOf = (parts: PolicyParts) => readPolicy(parts, source).hash;
  expect(hashOf({ keys: { a: '1', b: '2' }, documents: [] })).toBe(
    hashOf({ documents: [], keys: { b: '2', a: '1' } }),
  );
  expect(hashOf({ keys: { a: '1' } })).not.toBe(hashOf({ keys: { a: '2' } }));
  expect(hashOf({ documents: ['a', 'b'] })).not.toBe(hashOf({ documents: ['b', 'a'] }));
});

test('policies of one name are told apart by a number', () => {
  const { policies } = readPolicy({ documents: [document, document, 'a: ['] }, source);
  expect(policies.map(({ name }) => name)).toEqual(['acme-release', 'acme-release#2', 'unreadable']);
});

test('a text that cannot be read stands as a policy about every image that nothing satisfies', () => {
  const { policies, problems } = readPolicy({ documents: ['a: ['] }, source);
  expect(problems).toHaveLength(1);
  expect(policies).toEqual([
    { name: 'unreadable', globs: ['**'], mode: 'enforce', authorities: [], unsupported: problems },
  ]);
});

test('a policy that is too large is not read, and lets nothing pass', () => {
  const { policies, keys } = readPolicy({ keys: { a: 'x'.repeat(verifyLimits.policyMaxBytes) } }, source);
  expect(keys).toEqual([]);
  expect(policies[0]?.unsupported).toEqual(['The policy is larger than 1024 KiB.']);
});

test('whatever is sent as a policy, it is read or said to be none', () => {
  const anything = fc.oneof(fc.json(), fc.jsonValue(), fc.string());
  fc.assert(
    fc.property(
      fc.array(anything),
      fc.dictionary(fc.string(), anything),
      anything,
      (documents, trustedRoots, trustPolicy) => {
        const policy = readPolicy({ documents, trustedRoots, notation: { trustPolicy } }, source);
        expect(policy.hash).toMatch(/^[0-9a-f]{64}$/);
      },
    ),
    { numRuns: 100 },
  );
});

const lines = fc.shuffledSubarray(document.split('\n')).map((some) => some.join('\n'));
test('a policy with its lines in another order is read or said to be none', () => {
  fc.assert(
    fc.property(lines, (text) => {
      const { policies } = readPolicy({ documents: [text] }, source);
      for (const policy of policies) expect(policy.globs).not.toEqual([]);
    }),
    { numRuns: 100 },
  );
});

const pem = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAErDDbUVPisFDg1rQE89Z3wPxIfFxc
nNmXf/rd+QLCdE2IU1thclq6gmbscsUSMXTxvaOxWzzA448uMpber4RbMg==
-----END PUBLIC KEY-----
`;

test('a command line among the documents stands for the policy that it asks for', () => {
  const command = '$ cosign verify \\\n  --key release.pub --insecure-ignore-tlog ghcr.io/acme/web:1';
  const { policies, problems } = readPolicy({ documents: [command], keys: { release: pem } }, source);
  expect(problems).toEqual([]);
  expect(policies).toMatchObject([
    {
      name: 'imported-command',
      globs: ['**'],
      unsupported: [],
      authorities: [{ unsupported: [], trust: { by: 'key', demands: { log: 'none' } } }],
    },
  ]);
});

test('what a command asks for and a policy cannot say makes its policy name nobody', () => {
  const commands = ['cosign verify --key release.pub -a env=prod b', 'cosign sign b'];
  const { policies } = readPolicy({ documents: commands, keys: { release: pem } }, source);
  for (const { unsupported } of policies) expect(unsupported).not.toEqual([]);
});
