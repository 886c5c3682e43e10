import type { Severity } from '#lib/formats/documents/rows';
import type { DocumentSummary } from '#lib/formats/documents/summaries';
import { formatDay } from '#lib/text/format';
import { cleanText } from '#lib/text/untrusted-text';

type Summary<Of extends DocumentSummary['of']> = Extract<DocumentSummary, { readonly of: Of }>;

type Sentences = {
  readonly [Of in DocumentSummary['of']]?: (
    summary: Summary<Of>,
    now: number,
  ) => readonly (string | undefined)[];
};

/** What a summary answers first, by what it is of; the others have a viewer that speaks for itself. */
const sentences: Sentences = { sbom: sayPackages, report: sayFindings, vex: sayStatements, tests: sayTests };

/** "286 packages · 14 licences · made by syft 1.4 on 26 Nov"; undefined where a summary has no such line. `now` is in milliseconds since the epoch. */
export function summarySentence<Of extends DocumentSummary['of']>(
  summary: Summary<Of> & { readonly of: Of },
  now: number,
): string | undefined {
  const say = sentences[summary.of];
  const parts = say?.(summary, now).filter((part) => part !== undefined && part !== '') ?? [];
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function sayPackages(summary: Summary<'sbom'>, now: number) {
  const { packages, services = 0, files = 0, licences, tools, created } = summary;
  return [
    count(packages, 'package'),
    services === 0 ? undefined : count(services, 'service'),
    packages > 0 || files === 0 ? undefined : count(files, 'file'),
    licences.length === 0 ? undefined : count(licences.length, 'licence'),
    by('made', tools, created, now),
  ];
}

/** The severities that a line names, the gravest first. */
const named = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'] as const satisfies Severity[];

/** The levels of SARIF that a line names. */
const levels = ['error', 'warning', 'note'] as const;

function sayFindings(summary: Summary<'report'>, now: number) {
  const {
    findings,
    bySeverity,
    byLevel,
    fixable,
    secrets = 0,
    licenceIssues = 0,
    misconfigurations,
  } = summary;
  const told =
    byLevel === undefined
      ? named.filter((name) => bySeverity[name] > 0).map((name) => `${format(bySeverity[name])} ${name}`)
      : levels.filter((level) => byLevel[level] > 0).map((level) => count(byLevel[level], level));
  const failed = misconfigurations?.failed ?? 0;
  return [
    told.length === 0 ? count(findings, 'finding') : told.join(', '),
    fixable === undefined || findings === 0 || byLevel !== undefined
      ? undefined
      : `${format(fixable)} fixable`,
    failed === 0 ? undefined : `${count(failed, 'misconfiguration')}`,
    secrets === 0 ? undefined : count(secrets, 'secret'),
    licenceIssues === 0 ? undefined : count(licenceIssues, 'licence issue'),
    by('found', summary.tools, summary.scannedAt, now),
  ];
}

/** The words for the states of a VEX statement (https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md). */
export const statusWords = {
  not_affected: 'not affected',
  affected: 'affected',
  fixed: 'fixed',
  under_investigation: 'under investigation',
} as const;

function sayStatements({ statements, byStatus, author, timestamp }: Summary<'vex'>, now: number) {
  const states = (['not_affected', 'affected', 'fixed', 'under_investigation'] as const)
    .filter((status) => byStatus[status] > 0)
    .map((status) => `${format(byStatus[status])} ${statusWords[status]}`);
  return [
    count(statements, 'statement'),
    states.join(', '),
    by('made', author === undefined ? [] : [author], timestamp, now),
  ];
}

function sayTests({ passed, failed, skipped = 0, warned = 0 }: Summary<'tests'>) {
  return [
    `${format(passed)} passed`,
    failed === 0 ? undefined : `${format(failed)} failed`,
    warned === 0 ? undefined : `${format(warned)} with warnings`,
    skipped === 0 ? undefined : `${format(skipped)} skipped`,
  ];
}

/** "made by syft 1.4 on 26 Nov": as much of it as is known. */
function by(verb: string, names: readonly string[], time: string | undefined, now: number) {
  const [first, ...others] = names;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const who = first === undefined ? '' : ` by ${cleanText(first, 60)}${more}`;
  const day = time === undefined ? undefined : formatDay(time, now);
  const when = day === undefined ? '' : ` on ${day}`;
  return who === '' && when === '' ? undefined : `${verb}${who}${when}`;
}

function count(number: number, noun: string): string {
  return `${format(number)} ${noun}${number === 1 ? '' : 's'}`;
}

function format(number: number): string {
  return number.toLocaleString('en');
}
