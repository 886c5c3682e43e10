import { cleanText } from '#lib/text/untrusted-text';
import type { FlagKind, Flags } from './flags.ts';
import { readFlags } from './flags.ts';
import type { ImportedAuthority } from './imported-authority.ts';

/** https://github.com/sigstore/cosign/blob/main/doc/cosign_verify.md, and what cosign 2 had besides. */
const flags: Readonly<Record<string, FlagKind>> = {
  key: 'value',
  'certificate-identity': 'value',
  'certificate-identity-regexp': 'value',
  'certificate-oidc-issuer': 'value',
  'certificate-oidc-issuer-regexp': 'value',
  'certificate-github-workflow-name': 'value',
  'certificate-github-workflow-ref': 'value',
  'certificate-github-workflow-repository': 'value',
  'certificate-github-workflow-sha': 'value',
  'certificate-github-workflow-trigger': 'value',
  'trusted-root': 'value',
  type: 'value',
  'signature-digest-algorithm': 'value',
  'insecure-ignore-tlog': 'switch',
  'private-infrastructure': 'switch',
  'insecure-ignore-sct': 'switch',
  'use-signed-timestamps': 'switch',
  annotations: 'refused',
  policy: 'refused',
  slot: 'refused',
  sk: 'refused-switch',
  'local-image': 'refused-switch',
  'ca-roots': 'refused',
  'ca-intermediates': 'refused',
  certificate: 'refused',
  'certificate-chain': 'refused',
  sct: 'refused',
  signature: 'refused',
  payload: 'refused',
  attachment: 'refused',
  'timestamp-certificate-chain': 'refused',
  'check-claims': 'idle',
  'new-bundle-format': 'idle',
  'experimental-oci11': 'idle',
  offline: 'idle',
  'k8s-keychain': 'idle',
  'allow-http-registry': 'idle',
  'allow-insecure-registry': 'idle',
  verbose: 'idle',
  'max-workers': 'passed-over',
  output: 'passed-over',
  'output-file': 'passed-over',
  'rekor-url': 'passed-over',
  timeout: 'passed-over',
  'attachment-tag-prefix': 'refused',
  'registry-cacert': 'passed-over',
  'registry-client-cert': 'passed-over',
  'registry-client-key': 'passed-over',
  'registry-password': 'passed-over',
  'registry-server-name': 'passed-over',
  'registry-token': 'passed-over',
  'registry-username': 'passed-over',
};
const short = { a: 'annotations', o: 'output', d: 'verbose', t: 'timeout' };

const workflowClaims = {
  'certificate-github-workflow-name': 'githubWorkflowName',
  'certificate-github-workflow-ref': 'githubWorkflowRef',
  'certificate-github-workflow-repository': 'githubWorkflowRepository',
  'certificate-github-workflow-sha': 'githubWorkflowSHA',
  'certificate-github-workflow-trigger': 'githubWorkflowTrigger',
} as const;

/** What `cosign verify`, or `cosign verify-attestation`, asks for. */
export function policyOfCosign(
  words: readonly string[],
  isAttestation: boolean,
  keys: Readonly<Record<string, string>>,
): ImportedAuthority {
  const read = readFlags(words, flags, short);
  const notes: string[] = [];
  const unsupported = [...read.unsupported];
  if (words.includes('--check-claims=false'))
    unsupported.push('The flag --check-claims=false is not supported: a signature has to name its artifact.');
  const trustRootRef = rootName(read.values.get('trusted-root'), notes);
  const { values, switches } = read;
  const key = values.get('key');
  const isLogIgnored = switches.has('insecure-ignore-tlog') || switches.has('private-infrastructure');
  const predicateType = values.get('type') ?? 'custom';
  const authority = {
    name: key === undefined ? 'identity' : 'key',
    ...(key === undefined
      ? { keyless: keylessOf(read, trustRootRef) }
      : { key: keyOf(key, keys, values.get('signature-digest-algorithm'), notes) }),
    ctlog: isLogIgnored ? {} : { trustRootRef },
    ...(switches.has('use-signed-timestamps') ? { rfc3161timestamp: { trustRootRef } } : {}),
    ...(isAttestation ? { attestations: [{ name: predicateType, predicateType }] } : {}),
  };
  return { authority, notes, unsupported };
}

/** The name of a file without its folder and its ending; the public good root where none is given. */
function rootName(path: string | undefined, notes: string[]): string {
  if (path === undefined) return 'public-good';
  const name = baseName(path).replace(/\.jsonl?$/, '');
  notes.push(`Add the content of ${cleanText(path)} to the trusted roots under the name ${cleanText(name)}.`);
  return name;
}

function keylessOf({ values, switches }: Flags, trustRootRef: string): object {
  const extensions = Object.entries(workflowClaims).flatMap(([flag, claim]) => {
    const value = values.get(flag);
    return value === undefined ? [] : [[claim, value]];
  });
  const identity = {
    issuer: values.get('certificate-oidc-issuer'),
    issuerRegExp: values.get('certificate-oidc-issuer-regexp'),
    subject: values.get('certificate-identity'),
    subjectRegExp: values.get('certificate-identity-regexp'),
    ...(extensions.length === 0 ? {} : { extensions: Object.fromEntries(extensions) }),
  };
  const given = Object.fromEntries(Object.entries(identity).filter(([, value]) => value !== undefined));
  return {
    trustRootRef,
    identities: [given],
    ...(switches.has('insecure-ignore-sct') ? { insecureIgnoreSCT: true } : {}),
  };
}

function keyOf(
  path: string,
  keys: Readonly<Record<string, string>>,
  hashAlgorithm: string | undefined,
  notes: string[],
): object {
  const hash = hashAlgorithm === undefined ? {} : { hashAlgorithm };
  const kms = /^[a-z0-9]+:\/\//.exec(path)?.[0];
  if (kms !== undefined && kms !== 'file://') return { kms: path, ...hash };
  const name = baseName(path).replace(/\.(?:pub|pem|key)$/, '');
  const data = Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (data === undefined)
    notes.push(`Add the content of ${cleanText(path)} to the keys under the name ${cleanText(name)}.`);
  return { ...(data === undefined ? {} : { data }), ...hash };
}

function baseName(path: string): string {
  return path.replaceAll('\\', '/').split('/').at(-1) ?? path;
}
