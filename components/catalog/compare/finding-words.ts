import type { FindingDifference } from '#lib/formats/compare/comparison';
import type { JoinedFinding } from '#lib/formats/findings/joined-findings';

/** Why a finding is a difference, in a few words. */
export function reasonOf({ change, left, right }: FindingDifference): string {
  if (change === 'changed')
    return left?.severity === right?.severity ? 'VEX status changed' : `was ${left?.severity}`;
  const other = change === 'added' ? left : right;
  const verb = change === 'added' ? 'was' : 'is now';
  if (other === undefined) return change === 'added' ? 'not reported before' : 'no longer reported';
  return other.state === 'excused' ? `${verb} excused by VEX` : `${verb} left out by the tools`;
}

/** What one side says of a finding. */
export function stateText(finding: JoinedFinding | undefined): string {
  if (finding === undefined) return 'not reported';
  const { severity, package: found, fixedIn, vex, state, tools } = finding;
  const version = [found?.name, found?.version].filter((part) => part !== undefined).join(' ');
  const parts = [
    `${state}, ${severity}`,
    version,
    fixedIn.length === 0 ? 'no fix yet' : `fixed in ${fixedIn.join(', ')}`,
    vex === undefined ? '' : `VEX: ${vex.status.replaceAll('_', ' ')}`,
    `by ${tools.join(', ')}`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
