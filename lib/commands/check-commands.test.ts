import { expect, test } from 'vitest';
import { parseReference } from '#lib/oci/reference';
import type { Checkable } from './check-commands.ts';
import { checkCommands } from './check-commands.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const image = `ghcr.io/acme/web@${digest}`;
const textsOf = (evidence: Checkable, reference = `ghcr.io/acme/web:1@${digest}`) =>
  checkCommands(parseReference(reference), evidence).flatMap(({ commands }) =>
    commands.map(({ text }) => text),
  );

test.each<readonly [Checkable, readonly string[]]>([
  [{ tool: 'cosign', isByKey: true }, [`cosign verify --key cosign.pub ${image}`]],
  [
    { tool: 'cosign', isByKey: true, lacksLog: true },
    [`cosign verify --key cosign.pub --insecure-ignore-tlog ${image}`],
  ],
  [
    { tool: 'cosign', identity: 'ada@acme.example', issuer: 'https://issuer.example' },
    [
      `cosign verify --certificate-identity ada@acme.example --certificate-oidc-issuer https://issuer.example ${image}`,
    ],
  ],
  [
    { tool: 'cosign' },
    [
      `cosign verify --key cosign.pub ${image}`,
      `cosign verify --certificate-identity IDENTITY --certificate-oidc-issuer ISSUER ${image}`,
    ],
  ],
  [
    { tool: 'cosign', isByKey: true, statement: 'spdxjson' },
    [`cosign verify-attestation --type spdxjson --key cosign.pub ${image}`],
  ],
  [{ tool: 'notation' }, [`notation verify ${image}`]],
])('%j is checked by a command of its tool', (evidence, expected) => {
  expect(textsOf(evidence)).toEqual(expected);
});

test('notation has to be told of each registry of this machine', () => {
  const local = `127.0.0.1:5000/acme/web@${digest}`;
  expect(textsOf({ tool: 'notation' }, local)).toEqual([`notation verify --insecure-registry ${local}`]);
});

test('what a certificate says is quoted for a shell', () => {
  expect(textsOf({ tool: 'cosign', identity: 'a; rm -rf /', issuer: 'b' })[0]).toContain(
    "--certificate-identity 'a; rm -rf /'",
  );
});

test('neither tool checks an image layout', () => {
  expect(textsOf({ tool: 'cosign' }, `oci:/srv/app@${digest}`)).toEqual([]);
});
