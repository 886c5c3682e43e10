import { cleanText } from '#lib/text/untrusted-text';
import type { FlagKind, Flags } from './flags.ts';
import { readFlags } from './flags.ts';
import type { ImportedAuthority } from './imported-authority.ts';

/** https://cli.github.com/manual/gh_attestation_verify */
const flags: Readonly<Record<string, FlagKind>> = {
  owner: 'value',
  repo: 'value',
  'signer-repo': 'value',
  'signer-workflow': 'value',
  'signer-digest': 'value',
  'source-ref': 'value',
  'source-digest': 'value',
  'cert-identity': 'value',
  'cert-identity-regex': 'value',
  'cert-oidc-issuer': 'value',
  'predicate-type': 'value',
  'custom-trusted-root': 'value',
  hostname: 'value',
  'deny-self-hosted-runners': 'switch',
  'no-public-good': 'refused-switch',
  bundle: 'passed-over',
  'bundle-from-oci': 'idle',
  'digest-alg': 'passed-over',
  format: 'passed-over',
  jq: 'passed-over',
  template: 'passed-over',
  limit: 'passed-over',
};
const short = {
  o: 'owner',
  R: 'repo',
  i: 'cert-identity',
  b: 'bundle',
  d: 'digest-alg',
  L: 'limit',
  q: 'jq',
  t: 'template',
};

const gitHubIssuer = 'https://token.actions.githubusercontent.com';

/**
 * What `gh attestation verify` asks for: the owner and the repository that the certificate names as the source, and a
 * signer in that repository unless another is named.
 */
export function policyOfGitHub(words: readonly string[]): ImportedAuthority {
  const read = readFlags(words, flags, short);
  const { values, switches, unsupported } = read;
  const notes = [
    'gh compares owners and repositories without regard to case; here they are compared exactly.',
    'Private repositories sign with an instance of GitHub: add its root, as gh attestation trusted-root writes it, and ask for its time stamps.',
  ];
  const path = values.get('custom-trusted-root');
  const root = path === undefined ? 'public-good' : rootName(path);
  if (path !== undefined)
    notes.push(
      `Add the content of ${cleanText(path)} to the trusted roots under the name ${cleanText(root)}.`,
    );
  const predicateType = values.get('predicate-type') ?? 'https://slsa.dev/provenance/v1';
  const authority = {
    name: 'github',
    signatureFormat: 'bundle',
    keyless: { trustRootRef: root, identities: [identityOf(read, switches.has('deny-self-hosted-runners'))] },
    attestations: [{ name: predicateType, predicateType }],
  };
  const isNamed = values.has('owner') || values.has('repo');
  return {
    authority,
    notes,
    unsupported: isNamed ? unsupported : [...unsupported, 'The command names neither --owner nor --repo.'],
  };
}

function rootName(path: string): string {
  return (path.replaceAll('\\', '/').split('/').at(-1) ?? path).replace(/\.jsonl?$/, '');
}

function identityOf({ values }: Flags, isHosted: boolean): object {
  const repository = values.get('repo');
  const owner = repository === undefined ? values.get('owner') : repository.split('/')[0];
  const host = `https://${values.get('hostname') ?? 'github.com'}`;
  const extensions = {
    sourceRepositoryOwnerURI: owner === undefined ? undefined : `${host}/${owner}`,
    sourceRepositoryURI: repository === undefined ? undefined : `${host}/${repository}`,
    sourceRepositoryRef: values.get('source-ref'),
    sourceRepositoryDigest: values.get('source-digest'),
    buildSignerDigest: values.get('signer-digest'),
    runnerEnvironment: isHosted ? 'github-hosted' : undefined,
  };
  return {
    issuer: values.get('cert-oidc-issuer') ?? gitHubIssuer,
    ...subjectOf(values, host, repository ?? owner ?? ''),
    extensions: Object.fromEntries(Object.entries(extensions).filter(([, value]) => value !== undefined)),
  };
}

/** One of these says who signed; the first that is there counts. */
function subjectOf(values: Flags['values'], host: string, place: string): object {
  const subject = values.get('cert-identity');
  const regExp = values.get('cert-identity-regex');
  const repository = values.get('signer-repo');
  const workflow = values.get('signer-workflow');
  if (subject !== undefined) return { subject };
  if (regExp !== undefined) return { subjectRegExp: regExp };
  if (repository !== undefined) return { subjectRegExp: `(?i)^${quoted(`${host}/${repository}/`)}` };
  if (workflow === undefined) return { subjectRegExp: `(?i)^${quoted(`${host}/${place}/`)}` };
  const isWhole = /^[a-zA-Z0-9-]+\.[a-zA-Z0-9-]+/.test(workflow);
  const url = isWhole ? `https://${workflow}` : `${host}/${workflow}`;
  return { subjectRegExp: `^${quoted(url)}${url.includes('@') ? '$' : '(@refs/.+)?$'}` };
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
