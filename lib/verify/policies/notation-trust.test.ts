import { expect, test } from 'vitest';
import { parseReference } from '#lib/oci/reference';
import { applicableStatement, readNotationTrust } from './notation-trust.ts';

const statement = {
  name: 'ours',
  registryScopes: ['*'],
  signatureVerification: {
    level: 'strict',
    override: { revocation: 'skip' },
    verifyTimestamp: 'afterCertExpiry',
  },
  trustStores: ['ca:acme'],
  trustedIdentities: ['*'],
};

function read(statements: readonly unknown[], version = '1.0') {
  return readNotationTrust({ version, trustPolicies: statements }, {}, []);
}

test('a statement is read as notation reads it', () => {
  expect(read([statement])).toEqual({ statements: [statement], stores: {}, unsupported: [] });
  expect(readNotationTrust(JSON.stringify({ version: '1.0', trustPolicies: [statement] }), {}, [])).toEqual(
    read([statement]),
  );
});

test('without further words checks are not overridden and time stamps always count', () => {
  const { statements } = read([{ ...statement, signatureVerification: { level: 'audit' } }]);
  expect(statements[0]?.signatureVerification).toEqual({
    level: 'audit',
    override: {},
    verifyTimestamp: 'always',
  });
});

test('a statement that skips needs neither stores nor identities', () => {
  const skip = { name: 'old', registryScopes: ['a.example/b'], signatureVerification: { level: 'skip' } };
  expect(read([skip]).unsupported).toEqual([]);
});

test.each([
  [[{ ...statement, signatureVerification: { level: 'lax' } }], /level is none of/],
  [
    [{ ...statement, signatureVerification: { level: 'strict', override: { integrity: 'log' } } }],
    /cannot be log/,
  ],
  [[{ ...statement, signatureVerification: undefined }], /signatureVerification is missing/],
  [[{ ...statement, trustStores: [] }], /trustStores names none/],
  [[{ ...statement, trustedIdentities: ['*', 'x509.subject: C=US'] }], /beside other identities/],
  [[{ ...statement, registryScopes: ['*', 'a'] }], /beside other scopes/],
  [[{ ...statement, registryScopes: [] }], /registryScopes names nothing/],
  [[statement, { ...statement, registryScopes: ['a'] }], /Two statements are called “ours”/],
  [[statement, { ...statement, name: 'b' }], /Two statements have the scope/],
  [[{ ...statement, extra: 1 }], /does not know this field/],
])('%j is refused in a sentence', (statements, sentence) => {
  expect(read(statements).unsupported.join(' ')).toMatch(sentence);
});

test.each([
  [{ version: '2.0', trustPolicies: [] }, /not 1\.0/],
  ['{"version":"1.0","version":"1.0"}', /twice/],
  ['{', /not valid JSON/],
  [7, /not an object/],
])('the file %j is refused in a sentence', (file, sentence) => {
  expect(readNotationTrust(file, {}, []).unsupported.join(' ')).toMatch(sentence);
});

test('a trust store that cannot be read whole is left out and said', () => {
  const problems: string[] = [];
  const bad = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
  const { stores } = readNotationTrust(
    undefined,
    { 'ca:a': ['x'], 'ca:b': [], 'x:c': [bad], 'ca:d': [bad] },
    problems,
  );
  expect(stores).toEqual({});
  expect(problems).toEqual([
    'The trust store ca:a holds no certificate in PEM.',
    'The trust store ca:b holds no certificate in PEM.',
    'The trust store x:c begins with none of ca:, tsa: and signingAuthority:.',
    'The trust store ca:d holds a certificate that cannot be read.',
  ]);
});

test('an exact scope beats the star, and an artifact outside of all has no statement', () => {
  const { statements } = read([statement, { ...statement, name: 'exact', registryScopes: ['a.example/b'] }]);
  expect(applicableStatement(statements, parseReference('a.example/b:1'))?.name).toBe('exact');
  expect(applicableStatement(statements, parseReference('a.example/b/c:1'))?.name).toBe('ours');
  expect(applicableStatement(statements.slice(1), parseReference('a.example/c:1'))).toBeUndefined();
});
