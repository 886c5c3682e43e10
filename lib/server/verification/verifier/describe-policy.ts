import { createHash, createPublicKey } from 'node:crypto';
import type { PolicyDescription } from '#lib/graph/verification/policy-description';
import type { Reference } from '#lib/oci/reference';
import { describeAuthority } from '#lib/verify/policies/describe-authority';
import { matchesImage } from '#lib/verify/policies/globs';
import { applicableStatement } from '#lib/verify/policies/notation-trust';
import type { Policy, TrustStatement } from '#lib/verify/policy';

/** What a policy holds, for people; `reference` asks which of it applies there. */
export function describePolicy(policy: Policy, reference?: Reference): PolicyDescription {
  const source = policy.source === 'file' ? 'file' : 'inline';
  const applies = (isAbout: (at: Reference) => boolean) =>
    reference === undefined ? {} : { applies: isAbout(reference) };
  const statements = policy.notation?.statements ?? [];
  return {
    policies: policy.policies.map(({ name, globs, mode, authorities, unsupported }) => ({
      name,
      source,
      images: globs,
      mode,
      ...applies((at) => matchesImage(globs, at)),
      authorities: authorities.map((authority) => ({
        name: authority.name,
        says: describeAuthority(authority),
        unsupported: authority.unsupported,
      })),
      unsupported,
    })),
    statements: statements.map((statement) => ({
      name: statement.name,
      source,
      scopes: statement.registryScopes,
      ...applies((at) => applicableStatement(statements, at) === statement),
      says: sentenceOf(statement),
    })),
    roots: policy.roots.map(({ name, date }) => ({ name, ...(date === undefined ? {} : { date }) })),
    keys: policy.keys.map(({ name, pem }) => ({ name, fingerprint: fingerprintOf(pem) })),
    stores: Object.entries(policy.notation?.stores ?? {}).map(([name, certificates]) => ({
      name,
      certificates: certificates.length,
    })),
    problems: [...policy.problems, ...(policy.notation?.unsupported ?? [])],
  };
}

function fingerprintOf(pem: string): string {
  return createHash('sha256')
    .update(createPublicKey(pem).export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

const levels = {
  strict: 'Everything about a signature must hold',
  permissive: 'A signature must hold, and may be expired or not checked for revocation',
  audit: 'A signature must be whole; all else is only reported',
  skip: 'No signature is asked for',
} as const satisfies Record<TrustStatement['signatureVerification']['level'], string>;

/** What a statement of notation asks for, in one sentence. */
function sentenceOf({
  signatureVerification: { level },
  trustStores,
  trustedIdentities,
}: TrustStatement): string {
  if (level === 'skip') return `${levels.skip}.`;
  const whom = trustedIdentities.includes('*') ? 'anybody' : trustedIdentities.join(' or ');
  return `${levels[level]}, signed by ${whom} with a certificate of ${trustStores.join(' or ')}.`;
}
