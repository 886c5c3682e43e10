import type { Reference } from '#lib/oci/reference';
import { matchesImage } from '#lib/verify/policies/globs';
import { applicableStatement } from '#lib/verify/policies/notation-trust';
import type { Authority, ImagePolicy, Policy } from '#lib/verify/policy';

/**
 * The policies that an artifact has to satisfy, all of them: those whose globs fit its name, and the statement of
 * notation's trust policy for its repository, where no document names one. A statement that skips verification asks for
 * nothing.
 */
export function applyingPolicies(policy: Policy, reference: Reference): readonly ImagePolicy[] {
  const documents = policy.policies.filter(({ globs }) => matchesImage(globs, reference));
  const own = namesNotation(policy) ? undefined : notationPolicy(policy, reference);
  return own === undefined ? documents : [...documents, own];
}

/** `policy/authority`, as a check and a verdict name it. */
export function authorityId(policy: ImagePolicy, authority: Authority): string {
  return `${policy.name}/${authority.name}`;
}

function namesNotation({ policies }: Policy): boolean {
  return policies.some(({ authorities }) => authorities.some(({ trust }) => trust.by === 'notation'));
}

function notationPolicy({ notation }: Policy, reference: Reference): ImagePolicy | undefined {
  if (notation === undefined) return undefined;
  const { statements, unsupported } = notation;
  const statement = applicableStatement(statements, reference);
  if (statement?.signatureVerification.level === 'skip') return undefined;
  if (statement === undefined && unsupported.length === 0) return undefined;
  const authorities: readonly Authority[] =
    statement === undefined
      ? []
      : [
          {
            name: statement.name,
            formats: [],
            attestations: [],
            unsupported: [],
            warnings: [],
            trust: { by: 'notation', trustPolicy: statement.name },
          },
        ];
  return { name: 'notation', globs: ['**'], mode: 'enforce', authorities, unsupported };
}
