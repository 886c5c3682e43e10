import { severityRank } from '#lib/formats/documents/severity';
import type { Verdict } from '#lib/graph/verification/verification';
import type { EvidenceCell, ReportCell } from './audit.ts';
import type { RequiredEvidence, RequiredState } from './requirements.ts';

/** What one cell comes to, and why in sentences. */
type JudgedCell = { readonly verdict: Verdict; readonly why: readonly string[] };

/** Each kind of evidence in a sentence. */
export const evidenceWords = {
  signature: 'a signature',
  provenance: 'provenance',
  sbom: 'an SBOM',
  vex: 'a VEX document',
  report: 'a report of vulnerabilities',
} as const;

/** The states that are good enough. */
const enough: Readonly<Record<RequiredState, readonly (keyof NonNullable<EvidenceCell['states']>)[]>> = {
  present: ['present', 'valid', 'matches', 'cannot-check'],
  valid: ['valid', 'matches'],
  matches: ['matches'],
};

/**
 * Whether one kind of evidence at one place is what is required. It fails only where that is proven: nothing that may
 * still be there, and nothing that may still hold.
 */
export function judgeCell(cell: ReportCell, required: RequiredEvidence, hasPolicy: boolean): JudgedCell {
  const missing = judgeState(cell, required, hasPolicy);
  if (missing !== undefined) return missing;
  if (required.evidence !== 'report') return { verdict: 'pass', why: [] };
  const judged = [judgeAge(cell, required), judgeSeverity(cell, required)].flatMap((one) => one ?? []);
  const worst = judged.find(({ verdict }) => verdict === 'fail') ?? judged[0];
  return worst === undefined
    ? { verdict: 'pass', why: [] }
    : { verdict: worst.verdict, why: judged.flatMap(({ why }) => why) };
}

function judgeState(
  cell: EvidenceCell,
  { evidence, state }: RequiredEvidence,
  hasPolicy: boolean,
): JudgedCell | undefined {
  const what = evidenceWords[evidence];
  if (cell.state === 'unknown')
    return unknown(`It is unknown whether there is ${what}${because(cell.reason)}`);
  if (cell.state === 'none')
    return fail(`There is no${what.startsWith('a') ? what.replace(/^an?/, '') : ` ${what}`}.`);
  if (enough[state].some((one) => (cell.states?.[one] ?? 0) > 0)) return undefined;
  const open = whatIsOpen(cell, state, hasPolicy);
  if (open !== undefined)
    return unknown(`It is unknown whether there is ${what} that ${stateWords[state]}${because(open)}`);
  if (cell.state === 'failed') {
    const others = (cell.states?.present ?? 0) > 0 ? `${unsignedWords(evidence)}, and ` : '';
    return fail(`There is only ${others}${what} that failed verification${because(cell.reason)}`);
  }
  if (cell.state === 'present') return fail(`There is only ${unsignedWords(evidence)}.`);
  return fail(`There is only ${what} whose signer is not in the policy.`);
}

function unsignedWords(evidence: RequiredEvidence['evidence']): string {
  // What hangs there as a signature may hold none.
  if (evidence === 'signature') return 'a signature artifact without a signature in it';
  return `${evidenceWords[evidence]} that is not signed`;
}

const stateWords: Readonly<Record<RequiredState, string>> = {
  present: 'holds',
  valid: 'is valid',
  matches: 'matches the policy',
};

/** Why what is there may still be enough, or why there may be more. */
function whatIsOpen(cell: EvidenceCell, state: RequiredState, hasPolicy: boolean): string | undefined {
  if (cell.doubt !== undefined) return cell.doubt;
  if (state === 'present') return undefined;
  if ((cell.states?.['cannot-check'] ?? 0) > 0) return cell.reason ?? 'it could not be checked';
  if ((cell.unchecked ?? 0) > 0) return 'it was not verified';
  return state === 'matches' && !hasPolicy && cell.state === 'valid' ? 'no policy is known' : undefined;
}

function judgeAge({ age }: ReportCell, { maxAgeDays }: RequiredEvidence): JudgedCell | undefined {
  if (maxAgeDays === undefined) return undefined;
  if (age === undefined) return unknown('It is unknown when the report was made.');
  if (age <= maxAgeDays) return undefined;
  return fail(
    `The report is ${days(age)} old, and the limit is ${days(maxAgeDays)}.`.replace('1 day are', '1 day is'),
  );
}

function judgeSeverity(
  { worst, open, unrated = 0, openDoubt, excuseDoubt }: ReportCell,
  { maxSeverity }: RequiredEvidence,
): JudgedCell | undefined {
  if (maxSeverity === undefined) return undefined;
  if (worst !== undefined && severityRank(worst) < severityRank(maxSeverity)) {
    if (excuseDoubt !== undefined)
      return unknown(
        `It is unknown whether a finding of severity ${worst} is excused${because(excuseDoubt)}`,
      );
    return fail(`A finding of severity ${worst} is open, and the limit is ${maxSeverity}.`);
  }
  if (openDoubt !== undefined) return unknown(`It is unknown what is open${because(openDoubt)}`);
  if (unrated > 0 && maxSeverity !== 'unknown')
    return unknown(
      unrated === 1
        ? 'One open finding has no severity.'
        : `${unrated.toLocaleString('en')} open findings have no severity.`,
    );
  return open === undefined ? unknown('It is unknown what is open.') : undefined;
}

function days(count: number): string {
  return `${count} ${count === 1 ? 'day' : 'days'}`;
}

/** The end of a sentence, with its reason where there is one. */
function because(reason: string | undefined): string {
  return reason === undefined ? '.' : `: ${reason.replace(/\.$/, '')}.`;
}

function fail(why: string): JudgedCell {
  return { verdict: 'fail', why: [why] };
}

function unknown(why: string): JudgedCell {
  return { verdict: 'unknown', why: [why] };
}
