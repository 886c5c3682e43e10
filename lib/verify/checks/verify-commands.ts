import { createPublicKey } from 'node:crypto';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { quoteArgument } from '#lib/text/quote-argument';
import { verifyLimits } from '#lib/verify/limits';
import type { Authority, Demands, Identity, Policy } from '#lib/verify/policy';
import { applyingPolicies } from './applying-policies.ts';

/** Where a registry speaks http, which the tools have to be told. */
export type CommandSettings = { readonly isPlainHttp: boolean };

/**
 * The commands of cosign and notation that give the same answer about an artifact, one for each signer that a policy names:
 * `cosign verify`, `cosign verify-attestation` for each statement, `notation verify`. Keys and trusted roots are files called
 * after them (`release.pub`, `acme.json`); notation reads its own folder. None for an authority that asks for what no flag
 * says.
 *
 * @param reference with its digest, so that the tools look at the same artifact
 */
export function verifyCommands(
  policy: Policy,
  reference: Reference,
  { isPlainHttp }: CommandSettings,
): readonly string[] {
  const { tag: _, ...pinned } = reference;
  const image = formatReference(reference.digest === undefined ? reference : pinned);
  const commands = applyingPolicies(policy, reference)
    .filter(({ unsupported }) => unsupported.length === 0)
    .flatMap(({ authorities }) => authorities)
    .filter(({ unsupported }) => unsupported.length === 0)
    .flatMap((authority) => commandsOf(authority, image, isPlainHttp));
  return [...new Set(commands)].slice(0, verifyLimits.commandsMax);
}

function commandsOf(
  { trust, attestations, formats }: Authority,
  image: string,
  isPlainHttp: boolean,
): readonly string[] {
  if (trust.by === 'nothing') return [];
  if (trust.by === 'notation')
    return [join(['notation', 'verify', ...(isPlainHttp ? ['--insecure-registry'] : []), image])];
  const verbs =
    attestations.length === 0
      ? [['verify']]
      : attestations.map(({ predicateType }) => ['verify-attestation', '--type', predicateType]);
  const signers = trust.by === 'key' ? [keyFlags(trust)] : trust.identities.flatMap(identityFlags);
  const root = rootOf(trust);
  const isOld = formats.length === 1 && formats[0] === 'legacy';
  const rest = [
    ...(root === undefined || root === 'public-good' ? [] : ['--trusted-root', `${root}.json`]),
    ...demandFlags(trust.demands, trust.by, isOld),
    ...(isPlainHttp ? ['--allow-http-registry', '--allow-insecure-registry'] : []),
    image,
  ];
  return verbs.flatMap((verb) => signers.map((signer) => join(['cosign', ...verb, ...signer, ...rest])));
}

function join(words: readonly string[]): string {
  return words.map(quoteArgument).join(' ');
}

type KeyTrust = Extract<Authority['trust'], { readonly by: 'key' }>;
type KeylessTrust = Extract<Authority['trust'], { readonly by: 'keyless' }>;

function rootOf(trust: KeyTrust | KeylessTrust): string | undefined {
  const { log, timestamp } = trust.demands;
  if (trust.by === 'keyless') return trust.root.name;
  return (typeof log === 'object' ? log : timestamp)?.name;
}

function keyFlags({ key, hash }: KeyTrust): readonly string[] {
  const algorithm = hash ?? hashOfCurve(key.pem);
  return [
    '--key',
    `${key.name}.pub`,
    // Without it cosign takes SHA-256 for every key, also for its own signatures by one on another curve.
    ...(algorithm === 'sha256' ? [] : ['--signature-digest-algorithm', algorithm]),
  ];
}

function hashOfCurve(pem: string): string {
  try {
    const { namedCurve = '' } = createPublicKey(pem).asymmetricKeyDetails ?? {};
    return { secp384r1: 'sha384', secp521r1: 'sha512' }[namedCurve] ?? 'sha256';
  } catch {
    // It is a key that nobody here can read: the command is shown all the same.
    return 'sha256';
  }
}

const workflowFlags: Readonly<Record<string, string>> = {
  githubWorkflowName: '--certificate-github-workflow-name',
  githubWorkflowRef: '--certificate-github-workflow-ref',
  githubWorkflowRepository: '--certificate-github-workflow-repository',
  githubWorkflowSHA: '--certificate-github-workflow-sha',
  githubWorkflowTrigger: '--certificate-github-workflow-trigger',
};

/** The flags for one identity; empty where it asks for a claim that cosign does not compare. */
function identityFlags(identity: Identity): readonly (readonly string[])[] {
  const { issuer, issuerRegExp, subject, subjectRegExp, extensions = {} } = identity;
  const claims = Object.entries(extensions);
  if (claims.some(([name]) => !Object.hasOwn(workflowFlags, name))) return [];
  const flags = [
    ['--certificate-identity', subject],
    // Cosign asks for a subject; any will do where the claims decide.
    ['--certificate-identity-regexp', subjectRegExp ?? (subject === undefined ? '.*' : undefined)],
    ['--certificate-oidc-issuer', issuer],
    ['--certificate-oidc-issuer-regexp', issuerRegExp],
    ...claims.map(([name, value]) => [workflowFlags[name], value] as const),
  ] as const;
  return [flags.flatMap(([flag, value]) => (flag === undefined || value === undefined ? [] : [flag, value]))];
}

/** Cosign asks for a log entry unless it is told not to. */
function demandFlags(
  { log, timestamp, ignoreCtLog }: Demands,
  by: 'key' | 'keyless',
  isOld: boolean,
): readonly string[] {
  const asksLog =
    typeof log === 'object' || (log === undefined && by === 'keyless' && !isOld && timestamp === undefined);
  return [
    ...(asksLog ? [] : ['--insecure-ignore-tlog']),
    ...(timestamp === undefined ? [] : ['--use-signed-timestamps']),
    ...(by === 'keyless' && ignoreCtLog ? ['--insecure-ignore-sct'] : []),
  ];
}
