import { auditLimits } from '#lib/audit/limits';
import type { RequiredEvidence } from '#lib/audit/requirements';
import { compareFindings } from '#lib/formats/compare/compare-findings';
import { given } from '#lib/formats/documents/given';
import type { Severity } from '#lib/formats/documents/rows';
import { severities } from '#lib/formats/documents/rows';
import { severityRank } from '#lib/formats/documents/severity';
import type { Findings, JoinedFinding } from '#lib/formats/findings/joined-findings';
import type { Digest } from '#lib/oci/digest';
import { cleanText } from '#lib/text/untrusted-text';
import type { ChangedFinding, ChangedFindings, PromotionSection } from './promotion.ts';

/** What the reports of both artifacts come to, VEX applied. */
export type FindingQuestion = {
  readonly accepted: FindingSide;
  readonly candidate: FindingSide;
  /** Images of the candidate when it is an index. */
  readonly platforms: readonly { readonly name: string; readonly digest: Digest }[];
  /** What is required of the report, rule by rule. */
  readonly required: readonly RequiredEvidence[];
  /** Whether there has to be a report. */
  readonly isExpected: boolean;
};

type FindingSide = { readonly name: string; readonly findings: Findings | { readonly reason: string } };

type Judged = { readonly section: PromotionSection; readonly changes?: ChangedFindings };

/** A new finding that is graver is not taken where no requirement says which severity may be open. */
const usualSeverity: Severity = 'medium';

/**
 * What is open in the candidate and was not in the release before. What is new and graver than the requirements allow, or
 * than medium where they say nothing, fails; what could not be compared is unknown.
 */
export function judgeFindings(question: FindingQuestion): Judged {
  const { accepted, candidate, isExpected } = question;
  for (const { name, findings } of [candidate, accepted])
    if ('reason' in findings)
      return { section: sectionOf('unknown', [`The findings of ${name} are unknown: ${findings.reason}`]) };
  if ('reason' in accepted.findings || 'reason' in candidate.findings)
    return { section: sectionOf('unknown', []) };
  const lacking = [candidate, accepted].filter(({ findings }) => toolsOf(findings).length === 0);
  if (lacking.length > 0) return { section: withoutReport(lacking, isExpected) };
  const changes = changesOf(accepted.findings, candidate.findings);
  const grave = graveOnes(question.required, changes);
  const doubts = doubtsOf(question, accepted.findings, candidate.findings);
  const verdict = grave.length > 0 ? 'fail' : doubts.length > 0 ? 'unknown' : 'pass';
  const section = sectionOf(verdict, [...grave, changeSentence(changes), ...doubts]);
  const evidence = candidate.findings.reports.map(({ digest, about, title }) => ({
    digest,
    about,
    verdict: 'pass' as const,
    says: `${cleanText(title)} was read for the candidate.`,
  }));
  return { section: { ...section, evidence }, changes };
}

function sectionOf(verdict: PromotionSection['verdict'], sentences: readonly string[]): PromotionSection {
  return { name: 'findings', verdict, sentences, evidence: [] };
}

function withoutReport(lacking: readonly FindingSide[], isExpected: boolean): PromotionSection {
  const names = new Intl.ListFormat('en').format(lacking.map(({ name }) => name));
  const isProven = lacking.every(
    ({ findings }) =>
      !('reason' in findings) &&
      findings.isComplete &&
      !findings.unread.some(({ kind }) => kind === undefined || kind === 'vulnerability-report'),
  );
  if (!isProven)
    return sectionOf('unknown', [
      `No report of ${names} could be read, so there is no comparison of findings.`,
    ]);
  const none = `${names} ${lacking.length === 1 ? 'has' : 'have'} no report of vulnerabilities`;
  return isExpected
    ? sectionOf('unknown', [`${none}: which findings are new is unknown.`])
    : sectionOf('pass', [`${none}. None is required.`]);
}

/** Of findings that only tools of one side could have found nobody can tell whether they are new. */
function byCommonTools(before: Findings, after: Findings) {
  const had = toolsOf(before);
  const common = toolsOf(after).filter((tool) => had.includes(tool));
  const isCommon = ({ tools }: JoinedFinding) =>
    common.length === 0 || tools.some((tool) => common.includes(tool));
  return {
    left: before.rows.filter(isCommon),
    right: after.rows.filter(isCommon),
    alone: after.rows.filter((row) => row.state === 'open' && !isCommon(row)),
  };
}

function changesOf(before: Findings, after: Findings): ChangedFindings {
  const { left, right: rights } = byCommonTools(before, after);
  const compared = compareFindings(left, rights);
  const added = compared.rows.flatMap(({ change, right }) =>
    change === 'added' && right !== undefined ? [changed('new', right)] : [],
  );
  const gone = compared.rows.flatMap(({ change, left, right }) =>
    change === 'removed' && left !== undefined
      ? [changed(right?.state === 'excused' ? 'excused' : 'fixed', left, right)]
      : [],
  );
  const fresh = new Set(compared.rows.flatMap(({ change, right }) => (change === 'added' ? [right] : [])));
  const open = rights.filter((row) => row.state === 'open' && !fresh.has(row));
  const rows = [...added, ...gone, ...open.map((row) => changed('open', row))];
  const total = rows.length + (compared.rowsLeftOut ?? 0) + (after.rowsLeftOut ?? 0);
  const shown = rows.slice(0, auditLimits.promotionRowsMax);
  return given<ChangedFindings>({
    new: compared.added,
    fixed: compared.removed,
    open: compared.same,
    excused: after.counts.notAffected + after.counts.fixed,
    rows: shown,
    rowsLeftOut: total > shown.length ? total - shown.length : undefined,
  });
}

function changed(
  change: ChangedFinding['change'],
  finding: JoinedFinding,
  after?: JoinedFinding,
): ChangedFinding {
  return given<ChangedFinding>({
    change,
    vulnerability: finding.vulnerability,
    severity: finding.severity,
    package: finding.package?.name,
    version: finding.package?.version,
    vex: (after?.vex ?? finding.vex)?.status,
  });
}

/** Sentences about new findings that are not taken. */
function graveOnes(
  required: readonly RequiredEvidence[],
  { new: added }: ChangedFindings,
): readonly string[] {
  const stated = required.flatMap(({ maxSeverity }) => maxSeverity ?? []);
  const strictest = stated.toSorted((one, other) => severityRank(other) - severityRank(one))[0];
  const allowed = strictest ?? usualSeverity;
  const grave = severities.filter(
    (severity) => severityRank(severity) < severityRank(allowed) && added[severity] > 0,
  );
  if (grave.length === 0) return [];
  const words = new Intl.ListFormat('en').format(grave.map((severity) => `${added[severity]} ${severity}`));
  return [`New and open: ${words}. The limit for new findings is ${allowed}.`];
}

function changeSentence({ new: added, fixed, open, excused }: ChangedFindings): string {
  const sum = (counts: ChangedFindings['new']) => severities.reduce((all, one) => all + counts[one], 0);
  const vex = excused === 0 ? '' : ` VEX excuses ${excused}.`;
  return `${sum(added)} new, ${sum(fixed)} fixed or excused, ${open} still open.${vex}`;
}

function doubtsOf({ platforms }: FindingQuestion, before: Findings, after: Findings): readonly string[] {
  const [had, has] = [toolsOf(before), toolsOf(after)];
  const common = had.filter((tool) => has.includes(tool));
  const list = new Intl.ListFormat('en');
  const lost = had.filter((tool) => !has.includes(tool)).map((tool) => cleanText(tool));
  const places = new Set(after.reports.map(({ about }) => about));
  const isWhole = platforms.length === 0 || places.has(after.about);
  const bare = isWhole ? [] : platforms.filter(({ digest }) => !places.has(digest));
  const unsure = after.rows.filter(({ state, doubts }) => state === 'excused' && doubts !== undefined).length;
  return [
    ...(common.length === 0 ? ['No tool scanned both, and different tools find different things.'] : []),
    ...(common.length > 0 && lost.length > 0
      ? [`${list.format(lost)} scanned the accepted release, but not the candidate.`]
      : []),
    ...aloneSentences(before, after),
    ...(bare.length > 0 ? [`There is no report of ${list.format(bare.map(({ name }) => name))}.`] : []),
    ...[before, after].flatMap((side) => unreadSentences(side)),
    ...(after.isComplete ? [] : ['Some sources of reports and VEX did not answer.']),
    ...(unsure > 0 ? [`For ${unsure} findings it is unclear whether VEX excuses them.`] : []),
    ...(after.rows.some(({ state, severity }) => state === 'open' && severity === 'unknown')
      ? unknownSeverity(before, after)
      : []),
  ];
}

// An SBOM or provenance that is about something else has no finding of this artifact.
const beside: ReadonlySet<string> = new Set(['sbom', 'provenance', 'signature', 'test-result']);

function unreadSentences({ unread, reference }: Findings): readonly string[] {
  const open = unread.filter(({ kind }) => kind === undefined || !beside.has(kind));
  return open.length === 0
    ? []
    : [`${open.length} documents of ${reference} do not count: ${open[0]?.reason}`];
}

function aloneSentences(before: Findings, after: Findings): readonly string[] {
  const { alone } = byCommonTools(before, after);
  if (alone.length === 0) return [];
  const tools = new Intl.ListFormat('en').format(
    [...new Set(alone.flatMap((row) => row.tools))].map((tool) => cleanText(tool)),
  );
  return [
    `${alone.length === 1 ? '1 open finding is' : `${alone.length} open findings are`} only in the report of ${tools}, which did not scan the accepted release. Which of them are new is unknown.`,
  ];
}

function unknownSeverity(before: Findings, after: Findings): readonly string[] {
  const { left, right } = byCommonTools(before, after);
  const { unknown } = compareFindings(left, right).added;
  return unknown === 0 ? [] : [`${unknown} new findings have no severity.`];
}

/** The tools that looked for vulnerabilities. */
function toolsOf(findings: FindingSide['findings']): readonly string[] {
  if ('reason' in findings) return [];
  const reports = findings.reports.filter(({ isBeside }) => isBeside !== true);
  return [...new Set(reports.map(({ tool }) => tool))].sort();
}
