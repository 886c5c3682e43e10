import type { EvidenceState } from '#lib/graph/verification/check-words';
import { CheckIcon } from './check-icon.tsx';
import { StateIcon } from './state-icon.tsx';

type EvidenceMarkProps = {
  readonly state: EvidenceState;
  /** It is required and not there: the only `none` that is red. */
  readonly isMissing?: boolean;
  /** Height of what a check came to in CSS pixels. */
  readonly size?: number;
};

/** The mark of a kind of evidence: the same shape and colour on the page of an artifact, in lists and in coverage. */
export function EvidenceMark({ state, isMissing = false, size = 16 }: EvidenceMarkProps) {
  if (state === 'none') return <StateIcon state="none" className={isMissing ? 'text-bad' : 'text-unknown'} />;
  if (state === 'unknown') return <StateIcon state="unknown" className="text-warn" />;
  return <CheckIcon state={state} size={size} />;
}
