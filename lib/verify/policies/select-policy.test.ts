import { expect, test } from 'vitest';
import { readPolicy } from './read-policy.ts';
import { selectPolicy } from './select-policy.ts';

const document = (name: string, authority: unknown) => ({
  apiVersion: 'policy.sigstore.dev/v1beta1',
  kind: 'ClusterImagePolicy',
  metadata: { name },
  spec: { images: [{ glob: '**' }], authorities: [authority] },
});
const statement = (name: string, scope: string) => ({
  name,
  registryScopes: [scope],
  signatureVerification: { level: 'skip' },
});
const policy = readPolicy(
  {
    documents: [
      document('keys', { key: { data: 'x' } }),
      document('notary', { notation: { trustPolicy: 'ours' } }),
    ],
    notation: {
      trustPolicy: {
        version: '1.0',
        trustPolicies: [statement('ours', '*'), statement('theirs', 'a.example/b')],
      },
    },
  },
  { source: 'file', name: 'all' },
);

function parts(name: string) {
  const selected = selectPolicy(policy, name);
  return (
    selected && {
      policies: selected.policies.map((one) => one.name),
      statements: selected.notation?.statements.map((one) => one.name),
    }
  );
}

test('a document counts alone, with the statements that it names', () => {
  expect(parts('keys')).toEqual({ policies: ['keys'], statements: [] });
  expect(parts('notary')).toEqual({ policies: ['notary'], statements: ['ours'] });
});

test('a statement counts alone too', () => {
  expect(parts('theirs')).toEqual({ policies: [], statements: ['theirs'] });
});

test('another name is none', () => {
  expect(parts('other')).toBeUndefined();
});

test('roots stay, so that other signers are still proven, and the hash stays that of the whole', () => {
  const selected = selectPolicy(policy, 'keys');
  expect(selected).toMatchObject({ name: 'keys', hash: policy.hash });
  expect(selected?.roots).toEqual(policy.roots);
});
