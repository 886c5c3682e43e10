import { expect, test } from 'vitest';
import { importCommand } from './import-command.ts';

const keys = { cosign: 'PEM' };

function authorityOf(text: string): unknown {
  return read(text).document;
}

function read(text: string) {
  const imported = importCommand(text, keys);
  if ('problem' in imported) throw new Error(imported.problem);
  return imported;
}

function spec(authority: unknown) {
  return { spec: { images: [{ glob: '**' }], authorities: [authority] } };
}

const gitHub = 'https://token.actions.githubusercontent.com';

test.each([
  [
    '--owner acme',
    { subjectRegExp: '(?i)^https://github\\.com/acme/' },
    { sourceRepositoryOwnerURI: 'https://github.com/acme' },
  ],
  [
    '-R acme/web --deny-self-hosted-runners --source-ref refs/tags/v1',
    { subjectRegExp: '(?i)^https://github\\.com/acme/web/' },
    {
      sourceRepositoryOwnerURI: 'https://github.com/acme',
      sourceRepositoryURI: 'https://github.com/acme/web',
      sourceRepositoryRef: 'refs/tags/v1',
      runnerEnvironment: 'github-hosted',
    },
  ],
  [
    '--owner acme --signer-repo acme/ci',
    { subjectRegExp: '(?i)^https://github\\.com/acme/ci/' },
    { sourceRepositoryOwnerURI: 'https://github.com/acme' },
  ],
  [
    '--owner acme --signer-workflow acme/ci/.github/workflows/build.yml',
    { subjectRegExp: '^https://github\\.com/acme/ci/\\.github/workflows/build\\.yml(@refs/.+)?$' },
    { sourceRepositoryOwnerURI: 'https://github.com/acme' },
  ],
  [
    '--owner acme --cert-identity x',
    { subject: 'x' },
    { sourceRepositoryOwnerURI: 'https://github.com/acme' },
  ],
  ['--owner acme --cert-identity-regex ^x', { subjectRegExp: '^x' }, {}],
])('gh attestation verify %s names its signer', (flags, subject, extensions) => {
  expect(authorityOf(`gh attestation verify oci://ghcr.io/acme/web:1 ${flags}`)).toMatchObject(
    spec({
      signatureFormat: 'bundle',
      keyless: { identities: [{ issuer: gitHub, ...subject, extensions }] },
      attestations: [{ predicateType: 'https://slsa.dev/provenance/v1' }],
    }),
  );
});

test.each([
  ['gh attestation verify oci://b', /neither --owner nor --repo/],
  ['gh attestation verify oci://b --owner acme --no-public-good', /--no-public-good/],
])('of %s is said what a policy cannot say', (text, sentence) => {
  expect(read(text).unsupported.join(' ')).toMatch(sentence);
});
