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

test('a key of cosign asks for a log entry unless it is told not to', () => {
  expect(authorityOf('cosign verify --key keys/cosign.pub a.example/b')).toMatchObject(
    spec({ key: { data: 'PEM' }, ctlog: { trustRootRef: 'public-good' } }),
  );
  expect(
    authorityOf(
      'cosign verify --key cosign.pub --insecure-ignore-tlog=true --signature-digest-algorithm sha384 b',
    ),
  ).toMatchObject(spec({ key: { data: 'PEM', hashAlgorithm: 'sha384' }, ctlog: {} }));
});

test('an identity of cosign is carried over with its issuer, its claims and its root', () => {
  const { document, notes, unsupported } = read(
    `$ cosign verify \\
      --certificate-identity-regexp '^https://github.com/acme/' \\
      --certificate-oidc-issuer https://token.actions.githubusercontent.com \\
      --certificate-github-workflow-repository acme/web \\
      --insecure-ignore-sct --use-signed-timestamps --trusted-root roots/ours.json \\
      ghcr.io/acme/web:1 | jq`,
  );
  expect(document).toMatchObject(
    spec({
      keyless: {
        trustRootRef: 'ours',
        insecureIgnoreSCT: true,
        identities: [
          {
            issuer: 'https://token.actions.githubusercontent.com',
            subjectRegExp: '^https://github.com/acme/',
            extensions: { githubWorkflowRepository: 'acme/web' },
          },
        ],
      },
      ctlog: { trustRootRef: 'ours' },
      rfc3161timestamp: { trustRootRef: 'ours' },
    }),
  );
  expect(notes).toEqual(['Add the content of roots/ours.json to the trusted roots under the name ours.']);
  expect(unsupported).toEqual([]);
});

test('a statement is asked for by its type', () => {
  expect(authorityOf('cosign verify-attestation --key cosign.pub --type slsaprovenance1 b')).toMatchObject(
    spec({ attestations: [{ predicateType: 'slsaprovenance1' }] }),
  );
  expect(authorityOf('cosign verify-attestation --key cosign.pub b')).toMatchObject(
    spec({ attestations: [{ predicateType: 'custom' }] }),
  );
});

test('a key that is not here, and one of a service, are told', () => {
  expect(read('cosign verify --key other.pub b').notes).toEqual([
    'Add the content of other.pub to the keys under the name other.',
  ]);
  expect(authorityOf('cosign verify --key awskms:///alias/x b')).toMatchObject(
    spec({ key: { kms: 'awskms:///alias/x' } }),
  );
});

test.each([
  ['cosign verify --key cosign.pub -a env=prod b', /--annotations/],
  ['cosign verify --certificate-chain x.pem b', /--certificate-chain/],
  ['cosign verify --key cosign.pub --check-claims=false b', /check-claims/],
  ['cosign verify --key cosign.pub --what b', /does not know/],
])('of %s is said what a policy cannot say', (text, sentence) => {
  expect(read(text).unsupported.join(' ')).toMatch(sentence);
});
