import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { count, titled } from '#lib/formats/documents/phrase';
import { reportReading } from '#lib/formats/documents/report-reading';
import type { FindingRow } from '#lib/formats/documents/rows';
import { ratingOf, severityOf } from '#lib/formats/documents/severity';
import type { ReportSummary } from '#lib/formats/documents/summaries';
import { at, hasList, itemsAt, listAt, textAt } from '#lib/formats/json/json-path';
import { formatLimits } from '#lib/formats/limits';
import { cleanText } from '#lib/text/untrusted-text';
import { asLevel, levelOfResult, stateOfResult } from './sarif-level.ts';
import { packageOfResult } from './sarif-package.ts';
import type { SarifRun } from './sarif-run.ts';
import { openSarifRun, ruleIdOf, sarifLocation, sarifMessage, sarifSnippet } from './sarif-run.ts';

/** SARIF 2.1.0 by its own rules (https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html), and its older forms. */
export function readSarif(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (!isSarif(value)) return undefined;
  const version = textAt(value, 'version');
  const runs = listAt(value, 'runs').map(openSarifRun);
  const findings = () => findingsOfRuns(runs);
  const failedRuns = runs.flatMap(failureOfRun);
  const reading = reportReading(
    context,
    given({
      tool: runs[0]?.tool ?? 'SARIF',
      format: 'sarif',
      version,
      findings,
      facts: given({
        tools: [...new Set(runs.map(toolWithVersion))],
        scannedAt: latest(runs.flatMap(timesOfRun)),
        target: targetOf(runs),
        failedRuns: failedRuns.length > 0 ? failedRuns.slice(0, formatLimits.failedRunsMax) : undefined,
        hasLevels: runs.some(hasResults),
      }),
      problems: problemsOf(runs, version),
    }),
  );
  return { ...reading, title: titleOf(context, runs, version, reading) };
}

function isSarif(value: unknown): boolean {
  const version = textAt(value, 'version') ?? '';
  const isNamed = textAt(value, '$schema')?.toLowerCase().includes('sarif') === true;
  const tool = at(value, 'runs', 0, 'tool');
  const isTool = textAt(tool, 'driver', 'name') !== undefined || textAt(tool, 'name') !== undefined;
  const runs = at(value, 'runs');
  return (isNamed && (runs === null || hasList(runs))) || (/^[12]\./.test(version) && isTool);
}

function isOld(version: string | undefined): boolean {
  return version?.startsWith('1.') === true || version?.startsWith('2.0.0') === true;
}

function* findingsOfRuns(runs: readonly SarifRun[]): Generator<FindingRow> {
  for (const run of runs)
    for (const result of itemsAt(run.run, 'results')) yield toFinding(result, run, run.ruleOf(result));
}

function toFinding(result: unknown, run: SarifRun, rule: unknown): FindingRow {
  const level = levelOfResult(result, run);
  const message = sarifMessage(at(result, 'message') ?? at(result, 'formattedRuleMessage'), run, rule);
  const { severity, score } = ratingOfResult(result, rule, level);
  const id = ruleIdOf(result) ?? textAt(rule, 'id') ?? '';
  const { category, ...found } = packageOfResult(rule ?? { id }, message);
  return given<FindingRow>({
    id,
    aliases: [],
    severity,
    score,
    package: found.package,
    version: found.version,
    purl: found.purl,
    fixedIn: found.fixedIn,
    location: sarifLocation(result, run),
    title: textAt(rule, 'shortDescription', 'text') ?? firstLine(message) ?? textAt(rule, 'name'),
    url: textAt(rule, 'helpUri') ?? textAt(result, 'hostedViewerUri'),
    state: stateOfResult(result),
    category,
    level,
    description: message,
    snippet: sarifSnippet(result),
    tool: run.tool,
  });
}

/** SARIF itself knows no severity: GitHub reads it as a score, Trivy and others write it as a word among the tags. */
function ratingOfResult(result: unknown, rule: unknown, level: FindingRow['level']) {
  const score = at(result, 'properties', 'security-severity') ?? at(rule, 'properties', 'security-severity');
  const tags = listAt(rule, 'properties', 'tags').find((tag) => severityOf(tag) !== 'unknown');
  const word = textAt(result, 'properties', 'severity') ?? textAt(rule, 'properties', 'severity') ?? tags;
  const rating = ratingOf(word, score);
  return rating.severity === 'unknown' && level === 'none'
    ? { ...rating, severity: 'none' as const }
    : rating;
}

function firstLine(text: string | undefined): string | undefined {
  return text?.split('\n', 1)[0]?.slice(0, 300);
}

function titleOf(
  context: DocumentContext,
  runs: readonly SarifRun[],
  version: string | undefined,
  reading: DocumentReading,
): string {
  const name = isOld(version) ? `SARIF ${cleanText(version ?? '', 12)}` : 'SARIF';
  const summary = reading.summary?.();
  const report = summary?.of === 'report' ? summary : undefined;
  const title = titled(name, context, () => describeRuns(runs, report));
  const tool = runs[0]?.tool;
  return tool === undefined ? title : `${title} · ${cleanText(tool, 30)}`;
}

const telling = ['error', 'warning', 'note'] as const;

/** No runs, a run that gave no results, and results of which none is a finding are three things. */
function describeRuns(runs: readonly SarifRun[], summary: ReportSummary | undefined): string {
  if (runs.length === 0) return 'no runs';
  const { byLevel, suppressed = 0, failedRuns = [] } = summary ?? {};
  const failed = failedRuns.length > 0 ? ['run failed'] : [];
  if (byLevel === undefined) return failed[0] ?? 'no results given';
  const words = telling.filter((level) => byLevel[level] > 0).map((level) => count(byLevel[level], level));
  const open = words.length > 0 ? words.join(', ') : byLevel.none > 0 ? nothingIn(byLevel.none) : undefined;
  const muted = suppressed > 0 ? `${suppressed} suppressed` : undefined;
  const told = [open, muted, ...failed].filter((part) => part !== undefined);
  return told.length > 0 ? told.join(', ') : '0 results';
}

function nothingIn(results: number): string {
  return `no findings in ${count(results, 'result')}`;
}

function hasResults({ run }: SarifRun): boolean {
  return hasList(run, 'results');
}

function toolWithVersion({ run, tool }: SarifRun): string {
  const driver = at(run, 'tool', 'driver') ?? at(run, 'tool');
  const version = textAt(driver, 'semanticVersion') ?? textAt(driver, 'version');
  return version === undefined ? tool : `${tool} ${version}`;
}

function timesOfRun({ run }: SarifRun): readonly string[] {
  return listAt(run, 'invocations').flatMap(
    (invocation) =>
      textAt(invocation, 'endTimeUtc') ??
      textAt(invocation, 'startTimeUtc') ??
      textAt(invocation, 'endTime') ??
      textAt(invocation, 'startTime') ??
      [],
  );
}

function latest(times: readonly string[]): string | undefined {
  return times.toSorted().at(-1);
}

function targetOf(runs: readonly SarifRun[]): string | undefined {
  for (const { run } of runs) {
    const target =
      textAt(run, 'properties', 'imageName') ??
      textAt(run, 'versionControlProvenance', 0, 'repositoryUri') ??
      textAt(run, 'properties', 'repoTags', 0);
    if (target !== undefined) return target;
  }
  return undefined;
}

/** Why what a run would have found is unknown; nothing where it went well. */
function failureOfRun(run: SarifRun): readonly string[] {
  for (const invocation of listAt(run.run, 'invocations')) {
    const notifications = [
      ...listAt(invocation, 'toolExecutionNotifications'),
      ...listAt(invocation, 'toolConfigurationNotifications'),
      ...listAt(invocation, 'toolNotifications'),
      ...listAt(invocation, 'configurationNotifications'),
    ];
    const graveOnes = notifications.filter(
      (notification) => levelOfNotification(notification, run) === 'error',
    );
    if (at(invocation, 'executionSuccessful') !== false && graveOnes.length === 0) continue;
    const notification = graveOnes[0] ?? notifications[0];
    const message =
      sarifMessage(at(notification, 'message'), run, descriptorOf(notification, run)) ??
      textAt(invocation, 'exitCodeDescription') ??
      textAt(invocation, 'processStartFailureMessage') ??
      textAt(notification, 'exception', 'message') ??
      'it says so, and not why';
    return [`${run.tool}: ${cleanText(message, 300)}`];
  }
  return [];
}

function levelOfNotification(notification: unknown, run: SarifRun): FindingRow['level'] {
  const descriptor = descriptorOf(notification, run);
  const own = asLevel(at(notification, 'level'));
  return own ?? asLevel(at(descriptor, 'defaultConfiguration', 'level')) ?? 'warning';
}

function descriptorOf(notification: unknown, { run }: SarifRun): unknown {
  const index = at(notification, 'descriptor', 'index');
  const id = textAt(notification, 'descriptor', 'id');
  const known = listAt(run, 'tool', 'driver', 'notifications');
  const placed = typeof index === 'number' && index >= 0 ? known.at(index) : undefined;
  return placed ?? known.find((descriptor) => id !== undefined && textAt(descriptor, 'id') === id);
}

function problemsOf(runs: readonly SarifRun[], version: string | undefined): readonly string[] {
  const old = isOld(version)
    ? [
        `It is written in SARIF ${cleanText(version ?? '', 30)}, a form before the standard; levels are read as it had them.`,
      ]
    : [];
  const silent = runs.filter((run) => !hasResults(run));
  const apart = silent.filter(
    ({ run }) => at(run, 'externalPropertyFileReferences', 'results') !== undefined,
  );
  const without = silent.length - apart.length;
  return [
    ...old,
    ...(apart.length > 0
      ? [`The results of ${count(apart.length, 'run')} lie in other files, which were not read.`]
      : []),
    ...(without > 0
      ? [`${count(without, 'run')} ${without === 1 ? 'gives' : 'give'} no list of results.`]
      : []),
  ];
}
