import { inSlices } from '#lib/async/slices';
import { given } from '#lib/formats/documents/given';
import type { FindingRow } from '#lib/formats/documents/rows';
import { severities } from '#lib/formats/documents/rows';
import { graver } from '#lib/formats/documents/severity';
import { formatLimits } from '#lib/formats/limits';
import type { Digest } from '#lib/oci/digest';
import type { JoinedArtifact, ReportEvidence, StatementEvidence } from './evidence.ts';
import type { Findings, FindingsReport, FindingsStatement, JoinedFinding } from './joined-findings.ts';
import type { Judgement } from './judge-findings.ts';
import { createVexJudge } from './judge-findings.ts';
import type { ListedFinding, MergedFinding } from './merge-findings.ts';
import { mergeFindings } from './merge-findings.ts';
import type { NewestReport } from './newest-reports.ts';
import { newestReports } from './newest-reports.ts';
import { countSeverities } from './severity-counts.ts';

/** What reports and VEX together say; the rest of {@link Findings} is known to who collected them. */
export type FindingsJoin = Pick<
  Findings,
  'reports' | 'statements' | 'counts' | 'bySeverity' | 'beside' | 'rows' | 'rowsLeftOut' | 'unread'
>;

/**
 * The newest reports of all tools as one list of vulnerabilities, each with what VEX says of it. Statements apply by
 * product identity; where that cannot be told, the row says so.
 */
export async function joinFindings(
  reports: readonly ReportEvidence[],
  documents: readonly StatementEvidence[],
  artifact: JoinedArtifact,
): Promise<FindingsJoin> {
  const newest = newestReports(reports);
  const read = newest.map(({ report }) => listFindings(report));
  const merged = await mergeFindings(read.flatMap(({ listed }) => listed));
  const judge = createVexJudge(documents, artifact);
  const rows: JoinedFinding[] = [];
  for await (const slice of inSlices(merged, judgedAtOnce)) {
    for (const finding of slice) rows.push(...judged(finding, judge, newest));
  }
  rows.sort(gravestFirst);
  const left = rows.length - formatLimits.joinedRowsMax;
  return {
    reports: newest.map((one, at) => reportOf(one, read[at]?.open ?? 0, artifact)),
    statements: documents.map((document) => statementOf(document, rows)),
    ...countRows(rows),
    beside: countBeside(read.flatMap(({ beside }) => beside)),
    rows: rows.slice(0, formatLimits.joinedRowsMax),
    ...(left > 0 ? { rowsLeftOut: left } : {}),
    unread: read.flatMap(({ cut }) => cut ?? []),
  };
}

// Each may be compared with many statements.
const judgedAtOnce = 20;

type ReadReport = {
  readonly listed: readonly ListedFinding[];
  readonly beside: readonly FindingRow[];
  /** Open vulnerabilities, by its own word. */
  readonly open: number;
  readonly cut?: { readonly digest: Digest; readonly reason: string };
};

// What was looked for and is not there is no finding.
const isAbsent = new Set(['passed', 'absent']);

function listFindings(report: ReportEvidence): ReadReport {
  const listed: ListedFinding[] = [];
  const beside: FindingRow[] = [];
  let open = 0;
  for (const row of report.findings) {
    if (isAbsent.has(row.state)) continue;
    if (row.category !== undefined) {
      if (row.state === 'open') beside.push(row);
      continue;
    }
    if (listed.length >= formatLimits.joinedFindingsMax) {
      const reason = `Only its first ${formatLimits.joinedFindingsMax.toLocaleString('en')} findings are joined.`;
      return { listed, beside, open, cut: { digest: report.digest, reason } };
    }
    if (row.state === 'open') open += 1;
    listed.push({ report, row });
  }
  return { listed, beside, open };
}

/** A finding, apart for the artifacts of which VEX says different things. */
function judged(
  finding: MergedFinding,
  judge: (finding: MergedFinding, about: Digest) => Judgement,
  reports: readonly NewestReport[],
): readonly JoinedFinding[] {
  const judgements = [...finding.about].map((about) => ({ about, judgement: judge(finding, about) }));
  const groups = Map.groupBy(judgements, ({ judgement }) => JSON.stringify(judgement));
  return [...groups.values()].map((group) => {
    const about = group.map((one) => one.about);
    const { vex, doubts } = group[0]?.judgement ?? { doubts: [] };
    return {
      ...told(finding),
      about,
      state: stateOf(finding, vex),
      ...(vex === undefined ? {} : { vex }),
      ...(doubts.length === 0 ? {} : { doubts }),
      ...silentTools(finding, about, reports),
    };
  });
}

function told(finding: MergedFinding): Omit<JoinedFinding, 'about' | 'state'> {
  const { vulnerability, aliases, fixedIn, tools, score, title, url, location } = finding;
  const said = [...tools].map(([tool, severity]) => ({ tool, severity }));
  return given<Omit<JoinedFinding, 'about' | 'state'>>({
    vulnerability,
    aliases: [...aliases],
    severity: said.map(({ severity }) => severity).reduce(graver),
    package: finding.package,
    fixedIn: [...fixedIn],
    tools: [...tools.keys()],
    severities: new Set(tools.values()).size > 1 ? said : undefined,
    vex: undefined,
    doubts: undefined,
    silent: undefined,
    score,
    title,
    url,
    location,
  });
}

function stateOf({ isOpen }: MergedFinding, vex: JoinedFinding['vex']): JoinedFinding['state'] {
  const isAgreed = vex !== undefined && vex.conflicts === undefined;
  if (isAgreed && (vex.status === 'not_affected' || vex.status === 'fixed')) return 'excused';
  return isOpen ? 'open' : 'suppressed';
}

/** The tools that looked at one of these artifacts too, and do not name the finding. */
function silentTools(
  { tools }: MergedFinding,
  about: readonly Digest[],
  reports: readonly NewestReport[],
): { readonly silent?: readonly string[] } {
  const looked = reports.filter(
    ({ report }) => report.isBeside !== true && report.about.some((digest) => about.includes(digest)),
  );
  const silent = [...new Set(looked.map(({ report }) => report.tool))].filter((tool) => !tools.has(tool));
  return silent.length === 0 ? {} : { silent };
}

function gravestFirst(one: JoinedFinding, other: JoinedFinding): number {
  return (
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    compareTexts(other.vulnerability, one.vulnerability) ||
    compareTexts(one.package?.name ?? '', other.package?.name ?? '')
  );
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function countRows(rows: readonly JoinedFinding[]): Pick<Findings, 'counts' | 'bySeverity'> {
  const open = rows.filter(({ state }) => state === 'open');
  const agreed = (status: string) =>
    rows.filter(({ vex }) => vex?.status === status && vex.conflicts === undefined).length;
  return {
    counts: {
      open: open.length,
      notAffected: agreed('not_affected'),
      fixed: agreed('fixed'),
      underInvestigation: agreed('under_investigation'),
      affected: agreed('affected'),
      suppressed: rows.filter(({ state }) => state === 'suppressed').length,
      disagreeing: rows.filter(({ vex }) => vex?.conflicts !== undefined).length,
      fixable: open.filter(({ fixedIn }) => fixedIn.length > 0).length,
    },
    bySeverity: countSeverities(open.map(({ severity }) => severity)),
  };
}

function countBeside(rows: readonly FindingRow[]): Findings['beside'] {
  const count = (category: FindingRow['category']) => rows.filter((row) => row.category === category).length;
  return {
    misconfigurations: count('misconfiguration'),
    secrets: count('secret'),
    licences: count('licence'),
    code: count('code'),
  };
}

function reportOf(
  { report, newestBy, older }: NewestReport,
  findings: number,
  { platforms }: JoinedArtifact,
): FindingsReport {
  const { digest, tool, scannedAt, title, format } = report;
  const [about] = report.about;
  const platform = platforms.get(about);
  return given<FindingsReport>({
    digest,
    tool,
    scannedAt,
    about,
    platform,
    title,
    format,
    newestBy,
    older,
    findings,
    isBeside: report.isBeside,
  });
}

function statementOf(document: StatementEvidence, rows: readonly JoinedFinding[]): FindingsStatement {
  const { digest, author, timestamp, title, format, statements } = document;
  const applies = ({ vex }: JoinedFinding) =>
    vex !== undefined && [vex, ...(vex.conflicts ?? [])].some(({ statement }) => statement === digest);
  return given<FindingsStatement>({
    digest,
    author,
    timestamp,
    title,
    format,
    about: document.about[0],
    count: statements.length,
    applied: rows.filter(applies).length,
    doubtful: rows.filter(({ doubts }) => doubts?.some(({ statement }) => statement === digest)).length,
  });
}
