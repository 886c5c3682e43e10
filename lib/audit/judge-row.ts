import type { Verdict } from '#lib/graph/verification/verification';
import { isDocumentKind } from '#lib/oci/kind';
import { parseReference } from '#lib/oci/reference';
import { fitsGlob } from '#lib/text/fits-glob';
import type { AuditRow, RowEvidence } from './audit.ts';
import { judgeCell } from './judge-cell.ts';
import type { RequiredEvidence, RequirementRule, Requirements } from './requirements.ts';
import type { UnjudgedRow } from './row-of.ts';

/** Why nothing can be said of an artifact of which nothing is required. */
export const nothingRequired = 'There are no requirements and no policy.';

/** What requirements come to, and why, in sentences. */
export type RowJudgement = Pick<AuditRow, 'verdict' | 'why'>;

/** What one requirement of one rule comes to. */
export type Requirement = {
  readonly rule: RequirementRule;
  readonly required: RequiredEvidence;
  readonly verdict: Verdict;
  /** Empty where it is met. */
  readonly why: readonly string[];
};

/**
 * Whether an artifact meets every rule that fits it, and its policy. It fails when one requirement is proven not to be
 * met, and passes only when all are. Where nothing is required and no policy is known, nothing can be said.
 */
export function judgeRow(row: UnjudgedRow, requirements: Requirements): RowJudgement {
  const judged = judgeUnderstood(row, requirements);
  const { problems = [] } = requirements;
  if (problems.length === 0 || judged.verdict === 'fail') return judged;
  const why = problems.map((problem) => `The requirements are invalid: ${problem}`);
  return { verdict: 'unknown', why: judged.verdict === 'unknown' ? [...why, ...judged.why] : why };
}

function judgeUnderstood(row: UnjudgedRow, requirements: Requirements): RowJudgement {
  const judged = judgeRequirements(row, requirements);
  const { policy } = row;
  if (judged.length === 0 && policy === undefined)
    return requirements.rules.length === 0
      ? { verdict: 'unknown', why: [nothingRequired] }
      : { verdict: 'pass', why: ['No rule applies to this artifact.'] };
  const parts = [
    ...judged,
    ...(policy === undefined ? [] : [{ verdict: policy.verdict, why: policyReasons(policy) }]),
  ];
  const verdict = allOf(parts.map((part) => part.verdict));
  const why = parts.filter((part) => part.verdict !== 'pass').flatMap((part) => part.why);
  return { verdict, why: verdict === 'pass' ? ['The artifact meets all requirements.'] : [...new Set(why)] };
}

/** Each requirement that is for this artifact, and what it comes to. */
export function judgeRequirements(row: UnjudgedRow, { rules }: Requirements): readonly Requirement[] {
  return rules
    .filter((rule) => isFor(rule, row))
    .flatMap((rule) => rule.require.map((required) => ({ rule, required, ...judgeEvidence(row, required) })));
}

function isFor({ repositories, kinds }: RequirementRule, { reference, kind }: UnjudgedRow): boolean {
  // What could not be read may be of any kind.
  if (kind !== undefined && kinds.length > 0 && !kinds.includes(kind)) return false;
  if (kind !== undefined && kinds.length === 0 && isDocumentKind(kind)) return false;
  return repositories.length === 0 || repositories.some((glob) => fitsGlob(glob, repositoryOf(reference)));
}

function repositoryOf(reference: string): string {
  try {
    const { registry, repository } = parseReference(reference);
    return `${registry}/${repository}`;
  } catch {
    return reference;
  }
}

type Judged = Pick<Requirement, 'verdict' | 'why'>;

function judgeEvidence(row: UnjudgedRow, required: RequiredEvidence): Judged {
  const hasPolicy = row.policy !== undefined;
  const at = (evidence: RowEvidence, place?: string): Judged => {
    const judged = judgeCell(evidence[required.evidence], required, hasPolicy);
    return place === undefined ? judged : { ...judged, why: judged.why.map((text) => `${place}: ${text}`) };
  };
  if (row.platforms.length === 0 || row.own === undefined) return at(row.evidence);
  const own = at(row.own);
  const each = row.platforms.map(({ platform, evidence }) => at(evidence, platform));
  switch (required.platforms) {
    case 'index':
      return own;
    case 'each':
      return every(each);
    case 'any':
      return some([own, ...each]);
    default:
      return some([own, every(each)]);
  }
}

function every(judged: readonly Judged[]): Judged {
  return {
    verdict: allOf(judged.map(({ verdict }) => verdict)),
    why: judged.filter(({ verdict }) => verdict !== 'pass').flatMap(({ why }) => why),
  };
}

function some(judged: readonly Judged[]): Judged {
  const good = judged.find(({ verdict }) => verdict === 'pass');
  if (good !== undefined) return good;
  const verdict = judged.some((one) => one.verdict === 'unknown') ? 'unknown' : 'fail';
  return { verdict, why: [...new Set(judged.flatMap(({ why }) => why))] };
}

/** What several verdicts come to: all have to pass, and one that fails decides. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.includes('unknown') ? 'unknown' : 'pass';
}

function policyReasons({ name, reasons }: NonNullable<UnjudgedRow['policy']>): readonly string[] {
  if (reasons.length > 0) return reasons;
  return [name === undefined ? 'The policy check failed to run.' : `The artifact fails the policy ${name}.`];
}
