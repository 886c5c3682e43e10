import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseReference } from '#lib/oci/reference';
import { readPolicy } from '#lib/verify/policies/read-policy';
import { verifyCommands } from './verify-commands.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const image = `ghcr.io/acme/web@${digest}`;
const mediaType = 'application/vnd.dev.sigstore.trustedroot+json;version=0.1';
const identity = { issuer: 'https://issuer.example', subject: 'ada@acme.example' };
const asCosign = '--certificate-identity ada@acme.example --certificate-oidc-issuer https://issuer.example';

function keyOf(namedCurve: string): string {
  return generateKeyPairSync('ec', { namedCurve })
    .publicKey.export({ type: 'spki', format: 'pem' })
    .toString();
}

function commands(authority: object, isPlainHttp = false): readonly string[] {
  const document = {
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'p' },
    spec: { images: [{ glob: '**' }], authorities: [{ name: 'release', ...authority }] },
  };
  const statement = {
    name: 'ours',
    registryScopes: ['*'],
    signatureVerification: { level: 'audit' },
    trustStores: ['ca:a'],
    trustedIdentities: ['*'],
  };
  const parts = {
    documents: [document],
    trustedRoots: { acme: { mediaType } },
    notation: { trustPolicy: { version: '1.0', trustPolicies: [statement] } },
  };
  const policy = readPolicy(parts, { source: 'inline', name: 'p' });
  const { notation, ...rest } = policy;
  const isNamed = 'notation' in authority && notation !== undefined;
  return verifyCommands(isNamed ? policy : rest, parseReference(`ghcr.io/acme/web:1@${digest}`), {
    isPlainHttp,
  });
}

test.each([
  [{ key: { data: keyOf('P-256') } }, [`cosign verify --key release.pub --insecure-ignore-tlog ${image}`]],
  [
    { key: { data: keyOf('P-384') }, ctlog: { trustRootRef: 'acme' } },
    [`cosign verify --key release.pub --signature-digest-algorithm sha384 --trusted-root acme.json ${image}`],
  ],
  [{ keyless: { identities: [identity] } }, [`cosign verify ${asCosign} ${image}`]],
  [
    { keyless: { identities: [identity], insecureIgnoreSCT: true }, ctlog: {} },
    [`cosign verify ${asCosign} --insecure-ignore-tlog --insecure-ignore-sct ${image}`],
  ],
  [
    {
      keyless: { trustRootRef: 'acme', identities: [identity] },
      rfc3161timestamp: { trustRootRef: 'acme' },
      attestations: [{ predicateType: 'https://slsa.dev/provenance/v1' }],
    },
    [
      `cosign verify-attestation --type https://slsa.dev/provenance/v1 ${asCosign} --trusted-root acme.json --insecure-ignore-tlog --use-signed-timestamps ${image}`,
    ],
  ],
  [
    {
      keyless: {
        identities: [
          { issuerRegExp: '^a$', subjectRegExp: '^b$' },
          { issuer: 'c', extensions: { githubWorkflowRepository: 'acme/web' } },
        ],
      },
    },
    [
      `cosign verify --certificate-identity-regexp '^b$' --certificate-oidc-issuer-regexp '^a$' ${image}`,
      `cosign verify --certificate-identity-regexp '.*' --certificate-oidc-issuer c --certificate-github-workflow-repository acme/web ${image}`,
    ],
  ],
  [{ notation: { trustPolicy: 'ours' } }, [`notation verify ${image}`]],
  [{ keyless: { identities: [{ ...identity, extensions: { runnerEnvironment: 'x' } }] } }, []],
  [{ key: { kms: 'awskms:///x' } }, []],
])('%# an authority is a command of its tool', (authority, expected) => {
  expect(commands(authority)).toEqual(expected);
});

test('a registry that speaks http is told to the tools', () => {
  expect(commands({ key: { data: keyOf('P-256') } }, true)).toEqual([
    `cosign verify --key release.pub --insecure-ignore-tlog --allow-http-registry --allow-insecure-registry ${image}`,
  ]);
  expect(commands({ notation: { trustPolicy: 'ours' } }, true)).toEqual([
    `notation verify --insecure-registry ${image}`,
  ]);
});
