import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { demand } from '#e2e/fuzz/fuzz-target';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import { parseDigest } from '#lib/oci/digest';
import { parseReference } from '#lib/oci/reference';
import { checkEvidence } from '#lib/verify/checks/check-evidence';
import { judgeArtifact } from '#lib/verify/checks/judge-artifact';
import { verifyCommands } from '#lib/verify/checks/verify-commands';
import { describeAuthority } from '#lib/verify/policies/describe-authority';
import { readPolicy } from '#lib/verify/policies/read-policy';

const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
const reference = parseReference(`ghcr.io/acme/web:1@${digest}`);
const now = new Date('2026-11-26T04:40:00Z');
const target = { digest, size: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json' };
const keys = {
  release: `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAErDDbUVPisFDg1rQE89Z3wPxIfFxc
nNmXf/rd+QLCdE2IU1thclq6gmbscsUSMXTxvaOxWzzA448uMpber4RbMg==
-----END PUBLIC KEY-----
`,
};
const trustedRoot = { mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1', tlogs: [] };

/** Holds an artifact with nothing but an empty signature against a policy: whatever the policy says, it never passes. */
function checkPolicy(parts: PolicyParts): boolean {
  const policy = readPolicy(
    { trustedRoots: { acme: trustedRoot }, ...parts },
    { source: 'inline', name: 'fuzz', builtIn: [] },
  );
  const evidence = {
    digest,
    target,
    kind: 'signature',
    material: { form: 'cosign-simplesigning', bytes: new TextEncoder().encode('{}'), annotations: {} },
  } as const;
  const check = checkEvidence(evidence, policy, { reference, now });
  demand(
    check.state === 'failed' || check.state === 'cannot-check',
    `Nothing was signed, and it is ${check.state}.`,
  );
  const { verdict } = judgeArtifact([check], [], policy, reference);
  const onlyWarns = policy.policies.some(({ mode }) => mode === 'warn');
  demand(verdict !== 'pass' || onlyWarns, 'Nothing was signed, and it passes.');
  const authorities = policy.policies.flatMap((one) => one.authorities);
  for (const authority of authorities)
    demand(describeAuthority(authority) !== '', 'An authority has no sentence.');
  for (const command of verifyCommands(policy, reference, { isPlainHttp: false }))
    demand(/^(?:cosign|notation) verify/.test(command), 'A command is none.');
  return authorities.length > 0;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** ClusterImagePolicies as YAML, and command lines in their place. */
export const policyTarget: FuzzTarget = {
  name: 'policy',
  inputs: 5000,
  isJson: false,
  seeds: [
    `apiVersion: policy.sigstore.dev/v1beta1
kind: ClusterImagePolicy
metadata: {name: acme}
spec:
  mode: enforce
  images: [{glob: "ghcr.io/acme/**"}]
  authorities:
    - name: ci
      signatureFormat: legacy
      keyless:
        trustRootRef: acme
        identities: [{issuer: https://issuer.example, subjectRegExp: "^(a|b)+$"}]
      ctlog: {trustRootRef: acme}
      attestations: [{name: p, predicateType: https://slsa.dev/provenance/v1}]
    - name: notary
      notation: {trustPolicy: ours}
`,
    'cosign verify --key release.pub --insecure-ignore-tlog=true ghcr.io/acme/web:1',
    "$ gh attestation verify oci://ghcr.io/acme/web \\\n --repo acme/web --signer-workflow 'acme/ci/build'",
  ],
  words: [
    '---\n',
    'static: {action: pass}',
    'key: {data: "',
    'kms: ',
    'glob: "**"',
    'policy: {type: cue}',
    '&a ',
    '*a',
    '<<: *a',
    '--certificate-identity-regexp ',
    '--trusted-root=',
    "'",
    '"',
    '\\\n',
    'kind: List\nitems:',
  ],
  check: (bytes) => checkPolicy({ documents: [textOf(bytes)], keys }),
};

/** Notation's trust policy and ClusterImagePolicies as JSON. */
export const jsonPolicyTarget: FuzzTarget = {
  name: 'policy-json',
  inputs: 5000,
  isJson: true,
  seeds: [
    JSON.stringify({
      version: '1.0',
      trustPolicies: [
        {
          name: 'ours',
          registryScopes: ['*'],
          signatureVerification: { level: 'strict', override: { expiry: 'log' } },
          trustStores: ['ca:acme'],
          trustedIdentities: ['x509.subject: C=US, O=Acme'],
        },
      ],
    }),
    JSON.stringify({
      apiVersion: 'policy.sigstore.dev/v1beta1',
      kind: 'ClusterImagePolicy',
      spec: {
        images: [{ glob: '**' }],
        authorities: [{ key: { data: keys.release, hashAlgorithm: 'sha256' } }],
      },
    }),
  ],
  words: [
    '"level":"skip"',
    '"audit"',
    '"*"',
    '"__proto__":',
    '"spec":',
    '"static":{"action":"pass"}',
    '{',
    '[',
    'null',
  ],
  check: (bytes) => {
    const text = textOf(bytes);
    return checkPolicy({ documents: [text], notation: { trustPolicy: text } });
  },
};
