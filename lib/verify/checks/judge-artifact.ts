import type { Answer } from '#lib/graph/model';
import { isOpen } from '#lib/graph/model';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { Verdict } from '#lib/graph/verification/verification';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { cleanText } from '#lib/text/untrusted-text';
import type { Authority, ImagePolicy, Policy } from '#lib/verify/policy';
import { applyingPolicies, authorityId } from './applying-policies.ts';
import { takesForm } from './attempts.ts';
import { isSignature } from './is-signature.ts';

/** What all checks of an artifact come to, and why, a sentence each. */
export type ArtifactVerdict = { readonly verdict: Verdict; readonly reasons: readonly string[] };

/**
 * Holds an artifact against every policy that applies: each must be satisfied, and one authority of it suffices. Evidence
 * of something else that leads to the artifact does not count. A policy that is not satisfied leaves the verdict open
 * where a source did not answer, or something could not be checked; one that only warns never fails.
 *
 * @param answers who was asked for evidence of this artifact
 */
export function judgeArtifact(
  checks: readonly EvidenceCheck[],
  answers: readonly Answer[],
  policy: Policy,
  reference: Reference,
): ArtifactVerdict {
  const applying = applyingPolicies(policy, reference);
  if (applying.length === 0)
    return {
      verdict: 'unknown',
      reasons: [`No policy applies to ${cleanText(formatReference(reference), 300)}.`, ...policy.problems],
    };
  const counted = checks.filter(({ through }) => through === undefined);
  const unanswered = answers.filter(
    (answer) => isOpen(answer) && (reference.digest === undefined || answer.about === reference.digest),
  );
  const judgements = applying.map((one) => judgePolicy(one, counted, unanswered));
  const verdict = (['fail', 'unknown'] as const).find((worst) =>
    judgements.some((one) => one.verdict === worst),
  );
  return { verdict: verdict ?? 'pass', reasons: judgements.flatMap(({ reasons }) => reasons) };
}

function judgePolicy(
  policy: ImagePolicy,
  checks: readonly EvidenceCheck[],
  unanswered: readonly Answer[],
): ArtifactVerdict {
  const name = cleanText(policy.name);
  const satisfied =
    policy.unsupported.length === 0
      ? policy.authorities.find((authority) => satisfies(policy, authority, checks))
      : undefined;
  if (satisfied !== undefined)
    return { verdict: 'pass', reasons: [`${name} is satisfied by ${cleanText(satisfied.name)}.`] };
  const notes = statementNotes(policy, checks);
  const gaps = gapsOf(policy, checks, unanswered);
  const judgement: ArtifactVerdict =
    gaps.length > 0
      ? {
          verdict: 'unknown',
          reasons: [`It is unknown whether the artifact passes ${name}.`, ...gaps, ...notes],
        }
      : { verdict: 'fail', reasons: [`${name} is not satisfied: ${missing(policy)}.`, ...notes] };
  if (policy.mode === 'enforce') return judgement;
  return { verdict: 'pass', reasons: [`${name} only warns.`, ...judgement.reasons] };
}

/** Whether the signer of an authority made each statement that it asks for, or without any, the signature itself. */
function satisfies(policy: ImagePolicy, authority: Authority, checks: readonly EvidenceCheck[]): boolean {
  const own = matchesOf(policy, authority, checks);
  const { attestations } = authority;
  return attestations.length === 0
    ? own.some(isSignature)
    : attestations.every((asked) => own.some((check) => check.predicateType === asked.predicateType));
}

function matchesOf(
  policy: ImagePolicy,
  authority: Authority,
  checks: readonly EvidenceCheck[],
): readonly EvidenceCheck[] {
  const id = authorityId(policy, authority);
  return checks.filter(
    (check) => check.state === 'matches' && (check.authorities ?? [check.authority]).includes(id),
  );
}

/** What could satisfy the policy if it were known. */
function gapsOf(
  { authorities, unsupported }: ImagePolicy,
  checks: readonly EvidenceCheck[],
  unanswered: readonly Answer[],
): readonly string[] {
  const open = checks.filter(
    ({ state, code, form }) =>
      (state === 'cannot-check' || code === 'revocation-not-checked') &&
      authorities.some((authority) => takesForm(authority, form)),
  );
  const sources = unanswered.map((answer) =>
    answer.state === 'unknown' ? `${answer.source} did not answer: ${answer.reason}` : '',
  );
  const sentences = [
    ...unsupported,
    ...authorities.flatMap((authority) => authority.unsupported),
    ...sources.map((sentence) => cleanText(sentence, 300)),
    ...open.map(({ reason }) => reason),
  ];
  return [...new Set(sentences)];
}

/** Cosign 3 takes a statement for the signature, so that its answer may be another than ours. */
function statementNotes(policy: ImagePolicy, checks: readonly EvidenceCheck[]): readonly string[] {
  return policy.authorities
    .filter(
      (authority) => authority.attestations.length === 0 && matchesOf(policy, authority, checks).length > 0,
    )
    .map(
      ({ name }) =>
        `A statement by ${cleanText(name)} exists, but no signature. cosign 3 verify would accept the attestation as a signature.`,
    );
}

function missing({ authorities }: ImagePolicy): string {
  const parts = authorities.map(({ name, attestations }) =>
    attestations.length === 0
      ? `no signature by ${cleanText(name)}`
      : `not every statement by ${cleanText(name)} of ${attestations.map((asked) => cleanText(asked.name)).join(', ')}`,
  );
  return parts.length === 0 ? 'it has no authority' : parts.join(', and ');
}
