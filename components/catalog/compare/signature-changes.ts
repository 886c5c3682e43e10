import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { Verification } from '#lib/graph/verification/verification';
import { shorten } from '#lib/text/untrusted-text';

/** What differs between the signatures of two artifacts. */
export type SignatureChange = {
  readonly change: 'lost' | 'gained' | 'signer' | 'verdict';
  readonly text: string;
};

/** What two verifications say differently, in sentences: what is lost first. Empty where both come to the same. */
export function signatureChanges(
  left: Pick<Verification, 'checks' | 'verdict' | 'policy'>,
  right: Pick<Verification, 'checks' | 'verdict' | 'policy'>,
): readonly SignatureChange[] {
  const [before, after] = [signersOf(left.checks), signersOf(right.checks)];
  return [...signerChanges(before, after), ...verdictChange(left, right)];
}

function signerChanges(before: readonly string[], after: readonly string[]): readonly SignatureChange[] {
  const names = (signers: readonly string[]) => new Intl.ListFormat('en').format(signers);
  if (before.length === 0 && after.length === 0) return [];
  if (after.length === 0)
    return [
      { change: 'lost', text: `signature lost: ${names(before)} signed the left side, nobody the right one` },
    ];
  if (before.length === 0) return [{ change: 'gained', text: `signature gained: ${names(after)}` }];
  if (before.some((name) => after.includes(name))) return [];
  return [{ change: 'signer', text: `another signer: ${names(before)} → ${names(after)}` }];
}

function verdictChange(
  left: Pick<Verification, 'verdict' | 'policy'>,
  right: Pick<Verification, 'verdict' | 'policy'>,
): readonly SignatureChange[] {
  if (left.verdict !== 'pass' || right.verdict !== 'fail') return [];
  return [{ change: 'verdict', text: `fails ${shorten(right.policy.name)}, which the left side passes` }];
}

/** A list of more names is not read. */
const signersMax = 3;

/** Who is proven to have signed the artifact itself. */
function signersOf(checks: readonly EvidenceCheck[]): readonly string[] {
  const proven = checks.flatMap(({ kind, state, through, signer }) => {
    const isProven = state === 'valid' || state === 'matches';
    if (kind !== 'signature' || through !== undefined || !isProven) return [];
    return [signer === undefined ? 'somebody' : shorten(signer.name)];
  });
  return [...new Set(proven)].toSorted().slice(0, signersMax);
}
