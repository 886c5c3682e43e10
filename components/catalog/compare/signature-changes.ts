import { isOpen } from '#lib/graph/model';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { Verification } from '#lib/graph/verification/verification';
import { shorten } from '#lib/text/untrusted-text';

/** What differs between the signatures of two artifacts. */
export type SignatureChange = {
  /** `unknown`: one side is proven to be signed, and of the other that is unknown. */
  readonly change: 'lost' | 'gained' | 'signer' | 'verdict' | 'unknown';
  readonly text: string;
};

type Side = Pick<Verification, 'digest' | 'checks' | 'verdict' | 'policy' | 'answers'>;

/** What two verifications say differently, in sentences: what is lost first. Empty where both come to the same. */
export function signatureChanges(left: Side, right: Side): readonly SignatureChange[] {
  return [...signerChanges(left, right), ...verdictChange(left, right)];
}

function signerChanges(left: Side, right: Side): readonly SignatureChange[] {
  const [before, after] = [signersOf(left.checks), signersOf(right.checks)];
  const names = (signers: readonly string[]) => new Intl.ListFormat('en').format(signers);
  if (before.length === 0 && after.length === 0) return [];
  if (after.length === 0) return [withoutSigner(names(before), right)];
  if (before.length === 0)
    return isUnknown(left)
      ? [
          {
            change: 'unknown',
            text: `${names(after)} signed the right side; the signer of the left side is unknown`,
          },
        ]
      : [{ change: 'gained', text: `signature gained: ${names(after)}` }];
  if (before.some((name) => after.includes(name))) return [];
  return [{ change: 'signer', text: `signer changed: ${names(before)} → ${names(after)}` }];
}

/** What is said of a right side that nobody is proven to have signed. */
function withoutSigner(before: string, right: Side): SignatureChange {
  const signed = `${before} signed the left side`;
  if (isUnknown(right))
    return { change: 'unknown', text: `${signed}; the signer of the right side is unknown` };
  const isSigned = right.checks.some(isOwnSignature);
  const now = isSigned ? 'no signature of the right side is valid' : 'nobody signed the right side';
  return { change: 'lost', text: `signature lost: ${signed}, ${now}` };
}

/** Whether somebody may have signed a side of whom nothing is known: a key is missing, or a place did not answer. */
function isUnknown({ digest, checks, answers }: Side): boolean {
  const isUnchecked = checks.some((check) => isOwnSignature(check) && check.state === 'cannot-check');
  return isUnchecked || answers.some((answer) => answer.about === digest && isOpen(answer));
}

function isOwnSignature({ kind, through }: EvidenceCheck): boolean {
  return kind === 'signature' && through === undefined;
}

function verdictChange(left: Side, right: Side): readonly SignatureChange[] {
  if (left.verdict !== 'pass' || right.verdict !== 'fail') return [];
  return [{ change: 'verdict', text: `fails ${shorten(right.policy.name)}, which the left side passes` }];
}

/** A list of more names is not read. */
const signersMax = 3;

/** Who is proven to have signed the artifact itself. */
function signersOf(checks: readonly EvidenceCheck[]): readonly string[] {
  const proven = checks.filter(isOwnSignature).flatMap(({ state, signer }) => {
    if (state !== 'valid' && state !== 'matches') return [];
    return [signer === undefined ? 'somebody' : shorten(signer.name)];
  });
  return [...new Set(proven)].toSorted().slice(0, signersMax);
}
