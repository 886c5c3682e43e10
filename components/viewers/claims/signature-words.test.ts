import { expect, test } from 'vitest';
import { extensionRows, signatureSentence, signedSentence, validityText } from './signature-words.ts';

const claims = { form: 'sigstore-bundle', logEntries: [], timestamps: [], payload: {} };
const certificate = {
  subject: '',
  issuer: 'CN=sigstore-intermediate,O=sigstore.dev',
  identities: ['https://github.com/acme/web/.github/workflows/release.yml@refs/heads/main'],
  extensions: {},
};

test.each([
  ['says: https://github.com/acme/web/.github/workflows/release.yml@refs/heads/main', { certificate }],
  ['says: CN=acme', { certificate: { ...certificate, identities: [], subject: 'O=Shop, CN=acme,C=US' } }],
  ['says: O=Shop', { certificate: { ...certificate, identities: [], subject: 'O=Shop' } }],
  ['says: signed with the key ab12', { keyId: 'ab12' }],
  ['names nobody: a sigstore bundle with a key that it does not name', {}],
])('%s', (sentence, change) => {
  expect(signatureSentence({ ...claims, ...change })).toBe(sentence);
});

test.each([
  [
    'It says that https://github.com/acme/web/.github/workflows/release.yml@refs/heads/main signed sha256:aaaaaaaa on 1 Nov 2026, 10:00 UTC.',
    {
      certificate,
      payload: { type: 'cosign container image signature', digest: `sha256:${'a'.repeat(64)}` },
      logEntries: [{ log: 'rekor', integratedAt: '2026-11-01T10:00:00Z' }],
    },
  ],
  ['It says that the key ab12 signed this.', { keyId: 'ab12' }],
  [
    'It does not name who signed this on 2 Nov 2026, 10:00 UTC.',
    { timestamps: ['2026-11-02T10:00:00Z'], logEntries: [{ index: '7' }] },
  ],
])('%s', (sentence, change) => {
  expect(signedSentence({ ...claims, ...change })).toBe(sentence);
});

test('the extensions of Fulcio are told in words, and others by their own name', () => {
  const extensions = { sourceRepositoryURI: 'https://github.com/acme/web', '1.2.3': 'x' };
  expect(extensionRows({ ...certificate, extensions }).map(({ name }) => name)).toEqual([
    'Source repository',
    '1.2.3',
  ]);
});

test('how long a certificate holds is told with its ends', () => {
  const notBefore = '2026-11-01T10:00:00Z';
  expect(validityText({ ...certificate, notBefore, notAfter: '2026-11-01T10:10:00Z' })).toBe(
    '1 Nov 2026, 10:00 UTC to 1 Nov 2026, 10:10 UTC (10 min)',
  );
  expect(validityText({ ...certificate, notBefore, notAfter: '2027-11-01T10:00:00Z' })).toContain(
    '(365 days)',
  );
  expect(validityText({ ...certificate, notBefore, notAfter: '2036-11-01T10:00:00Z' })).toContain(
    '(10 years)',
  );
  expect(validityText({ ...certificate, notBefore })).toBe('1 Nov 2026, 10:00 UTC to an unknown time');
  expect(validityText({})).toBeUndefined();
});
