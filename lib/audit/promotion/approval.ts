import { auditLimits } from '#lib/audit/limits';
import { given } from '#lib/formats/documents/given';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import type { Verdict } from '#lib/graph/verification/verification';
import { verdicts } from '#lib/graph/verification/verification';
import type { Digest } from '#lib/oci/digest';
import { digestParts, formatShortDigest, isDigest } from '#lib/oci/digest';
import { cleanText } from '#lib/text/untrusted-text';
import type { Approval, ApprovalClaim, Promotion } from './promotion.ts';

/** The type of an artifact that approves its subject, and of the statement in it. */
export const approvalType = 'application/vnd.orrery.approval.v1+json';
/** The predicate type of the statement: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export const approvalPredicate = 'urn:orrery:approval:v1';

/** What a person adds to an approval. */
export type SignOff = {
  readonly who: string;
  readonly note: string;
  readonly reason: string;
  readonly at: Date;
};

/**
 * The statement that approves a candidate: an in-toto statement about its digest, which says by what it was judged. It is
 * signed off and not signed: `cosign attest` can sign the same predicate.
 */
export function approvalStatement(
  promotion: Omit<Promotion, 'approvals'>,
  { who, note, reason, at: when }: SignOff,
): string {
  const { accepted, candidate, verdict, policy, requirements, sections } = promotion;
  const { algorithm, encoded } = digestParts(candidate.digest);
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: candidate.reference, digest: { [algorithm]: encoded } }],
    predicateType: approvalPredicate,
    predicate: given({
      verdict,
      who,
      at: when.toISOString(),
      signedOff: `Signed-off-by: ${who}`,
      note: note === '' ? undefined : note,
      reason: reason === '' ? undefined : reason,
      candidate,
      accepted,
      policy: policy === undefined ? undefined : { name: policy.name, hash: policy.hash },
      requirements,
      sections: sections.map(({ name, verdict: own }) => ({ name, verdict: own })),
    }),
  };
  return `${JSON.stringify(statement, undefined, 2)}\n`;
}

/** What an approval claims, and the digests that its statement is about; a sentence where it is no approval. */
export function readApproval(
  value: unknown,
): { readonly claim: ApprovalClaim; readonly subjects: readonly string[] } | { readonly problem: string } {
  if (textAt(value, 'predicateType') !== approvalPredicate) return { problem: 'It holds no approval.' };
  const predicate = at(value, 'predicate');
  const verdict = verdicts.find((one) => one === textAt(predicate, 'verdict'));
  const who = textAt(predicate, 'who') ?? '';
  if (verdict === undefined || who === '') return { problem: 'It does not state who approved what.' };
  const side = (name: string) => ({
    reference: clean(textAt(predicate, name, 'reference')) ?? '',
    digest: clean(textAt(predicate, name, 'digest')) ?? '',
  });
  const claim = given<ApprovalClaim>({
    who: cleanText(who),
    at: clean(textAt(predicate, 'at')) ?? '',
    verdict,
    accepted: side('accepted'),
    candidate: side('candidate'),
    policyHash: clean(textAt(predicate, 'policy', 'hash')),
    policyName: clean(textAt(predicate, 'policy', 'name')),
    requirements: (textAt(predicate, 'requirements') ?? '').slice(0, auditLimits.requirementsMaxCharacters),
    signedOff: clean(textAt(predicate, 'signedOff')) ?? '',
    note: clean(textAt(predicate, 'note')),
    reason: clean(textAt(predicate, 'reason')),
  });
  return { claim, subjects: subjectsOf(value) };
}

function subjectsOf(value: unknown): readonly string[] {
  return listAt(value, 'subject')
    .slice(0, auditLimits.listMax)
    .flatMap((subject) =>
      ['sha256', 'sha512'].flatMap((algorithm) => {
        const hash = textAt(subject, 'digest', algorithm);
        return hash === undefined ? [] : [`${algorithm}:${hash}`];
      }),
    );
}

function clean(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : cleanText(text, auditLimits.cellMaxCharacters);
}

/** By what an approval is held now. */
export type ApprovalContext = {
  readonly candidate: Digest;
  readonly accepted: Digest;
  /** Undefined where no policy is known. */
  readonly policyHash: string | undefined;
  readonly requirements: string;
  readonly verdict: Verdict;
};

/**
 * An approval beside what is so today. It counts as failed where its statement is not about the digest that it hangs on;
 * where it speaks of another policy, of other requirements or of another verdict, that is said.
 */
export function judgeApproval(digest: Digest, value: unknown, context: ApprovalContext): Approval {
  const reading = readApproval(value);
  if ('problem' in reading) return { digest, state: 'failed', remarks: [reading.problem] };
  const { claim, subjects } = reading;
  const wrong = wrongSubject(claim, subjects, context.candidate);
  if (wrong !== undefined) return { digest, state: 'failed', claim, remarks: [wrong] };
  return { digest, state: 'holds', claim, remarks: remarksOn(claim, context) };
}

function wrongSubject(
  { candidate }: ApprovalClaim,
  subjects: readonly string[],
  hangsOn: Digest,
): string | undefined {
  const [first = 'no digest'] = subjects;
  const short = (text: string) => (isDigest(text) ? formatShortDigest(text) : cleanText(text));
  if (!subjects.includes(hangsOn))
    return `Its statement is about ${short(first)}, but is attached to ${formatShortDigest(hangsOn)}.`;
  if (candidate.digest !== hangsOn)
    return `It approves ${short(candidate.digest)}, but is attached to ${formatShortDigest(hangsOn)}.`;
  return undefined;
}

function remarksOn(claim: ApprovalClaim, context: ApprovalContext): readonly string[] {
  const { verdict, accepted, policyHash, requirements, reason } = claim;
  const why = reason === undefined ? '' : ` Its reason: ${reason}`;
  return [
    ...(verdict === 'pass' ? [] : [`Approved although the verdict was ${verdict}.${why}`]),
    ...(verdict === context.verdict
      ? []
      : [`The verdict was ${verdict} then, and is ${context.verdict} now.`]),
    ...(policyHash === context.policyHash ? [] : [otherPolicy(policyHash, context.policyHash)]),
    ...(requirements === context.requirements ? [] : ['The requirements were different then.']),
    ...(accepted.digest === context.accepted
      ? []
      : [`The approval compares with another release, ${accepted.reference || accepted.digest}.`]),
  ];
}

function otherPolicy(then: string | undefined, now: string | undefined): string {
  if (then === undefined) return 'The approval has no policy.';
  if (now === undefined) return `The approval names policy ${then.slice(0, 12)}, but there is no policy now.`;
  return `The policy has changed: ${then.slice(0, 12)} then, ${now.slice(0, 12)} now.`;
}
