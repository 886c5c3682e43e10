import { cleanText } from '#lib/text/untrusted-text';
import type { DocumentContext, DocumentReading, DocumentRows } from './document.ts';
import { given } from './given.ts';
import { count, tally, verdict } from './phrase.ts';
import type { FindingRow, Severity } from './rows.ts';
import { severities } from './rows.ts';
import type { ReportSummary } from './summaries.ts';

/** A report of a scanner, as its reader understood it. */
export type ReportDocument = {
  /** Who found this, for the title: `Trivy`. */
  readonly tool: string;
  readonly format: string;
  readonly version?: string;
  readonly findings: () => Iterable<FindingRow>;
  /** Everything that is not counted, and checks that passed and are not listed one by one. */
  readonly facts?: ReportFacts;
  /** Other lists that it holds. */
  readonly rows?: DocumentRows;
  readonly problems?: readonly string[];
};

type ReportFacts = Partial<Omit<ReportSummary, 'findings' | 'bySeverity'>> & {
  readonly passedChecks?: number;
  /** Whether it has levels even where it lists nothing. */
  readonly hasLevels?: boolean;
};

/** The report of a scanner with its title, its summary and its findings. */
export function reportReading(context: DocumentContext, report: ReportDocument): DocumentReading {
  const { tool, format, version, findings, facts = {}, rows, problems } = report;
  let known: ReportSummary | undefined;
  const summarise = () => {
    known ??= summariseFindings(findings(), { tools: [tool], ...facts });
    return known;
  };
  return given<DocumentReading>({
    kind: 'vulnerability-report',
    format,
    version,
    title: verdict(context, () => describeFindings(summarise()), tool),
    summary: context.isWhole ? () => ({ of: 'report', ...summarise() }) : undefined,
    rows: { findings, ...rows },
    problems: problems === undefined || problems.length === 0 ? undefined : problems,
  });
}

/**
 * One pass over the findings of a report. Vulnerabilities and findings in code are counted by severity; failed checks,
 * secrets and licences are counted beside them, where the report has any.
 */
export function summariseFindings(rows: Iterable<FindingRow>, facts: ReportFacts = {}): ReportSummary {
  const bySeverity = Object.fromEntries(severities.map((severity) => [severity, 0]));
  const levels = { error: 0, warning: 0, note: 0, none: 0 };
  const of = {
    findings: 0,
    fixable: 0,
    suppressed: 0,
    failed: 0,
    passed: 0,
    secrets: 0,
    licences: 0,
    levels: 0,
  };
  for (const row of rows) {
    const isOpen = row.state === 'open';
    if (row.level !== undefined && !isExcused(row.state) && row.state !== 'absent') {
      levels[row.level]++;
      of.levels++;
    }
    if (isExcused(row.state)) of.suppressed++;
    if (row.category === 'misconfiguration') {
      if (isOpen) of.failed++;
      else if (row.state === 'passed') of.passed++;
    } else if (!isOpen) continue;
    else if (row.category === 'secret') of.secrets++;
    else if (row.category === 'licence') of.licences++;
    else {
      of.findings++;
      bySeverity[row.severity] = (bySeverity[row.severity] ?? 0) + 1;
      if (row.fixedIn.length > 0) of.fixable++;
    }
  }
  const { passedChecks = 0, tools = [], hasLevels = of.levels > 0, ...told } = facts;
  const passed = of.passed + passedChecks;
  return given<ReportSummary>({
    findings: of.findings,
    bySeverity: toCounts(bySeverity),
    fixable: of.fixable,
    suppressed: of.suppressed,
    misconfigurations: of.failed + passed > 0 ? { failed: of.failed, passed } : undefined,
    secrets: of.secrets > 0 ? of.secrets : undefined,
    licenceIssues: of.licences > 0 ? of.licences : undefined,
    byLevel: hasLevels ? levels : undefined,
    tools: tools.map((tool) => cleanText(tool, 60)),
    ...told,
  });
}

const excuses: ReadonlySet<string> = new Set([
  'suppressed',
  'ignored',
  'not_affected',
  'fixed',
  'false_positive',
]);

/** Whether somebody has judged that a finding does not count. */
function isExcused(state: string): boolean {
  return excuses.has(state);
}

function toCounts(found: Readonly<Record<string, number>>): Record<Severity, number> {
  const { critical = 0, high = 0, medium = 0, low = 0, negligible = 0, none = 0, unknown = 0 } = found;
  return { critical, high, medium, low, negligible, none, unknown };
}

/** `2 critical, 5 high, 1 secret, 3 failed checks`; what is not there is not named, but that there is nothing is. */
export function describeFindings(summary: ReportSummary): string {
  const { bySeverity, misconfigurations, secrets = 0, licenceIssues = 0, suppressed = 0 } = summary;
  const { failed, passed } = misconfigurations ?? { failed: 0, passed: 0 };
  const found = [
    tally(new Map(Object.entries(bySeverity)), severities, 2),
    secrets > 0 ? count(secrets, 'secret') : undefined,
    failed > 0 ? count(failed, 'misconfiguration') : undefined,
    licenceIssues > 0 ? count(licenceIssues, 'licence issue') : undefined,
  ].filter((part) => part !== undefined);
  if (found.length > 0) return found.join(', ');
  if (suppressed > 0) return `No open vulnerabilities, ${suppressed} suppressed`;
  return passed > 0 ? `${count(passed, 'check')} passed, none failed` : 'No vulnerabilities';
}
