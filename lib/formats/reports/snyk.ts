import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { reportReading } from '#lib/formats/documents/report-reading';
import type { FindingRow } from '#lib/formats/documents/rows';
import { ratingOf, severityOf } from '#lib/formats/documents/severity';
import { at, hasList, itemsAt, listAt, textAt, textsAt } from '#lib/formats/json/json-path';
import { pageOf } from './scanner-words.ts';

/**
 * The JSON of `snyk test`, `snyk container test` and `snyk iac test`, of one project or of a list of them
 * (https://docs.snyk.io/snyk-cli/commands/test). Snyk repeats a vulnerability for every path that leads to its package:
 * here it counts once.
 */
export function readSnyk(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const projects = projectsOf(value);
  const [first] = projects;
  if (first === undefined || !projects.every(isProject)) return undefined;
  const packages = projects.reduce<number>((sum, project) => sum + numberAt(project, 'dependencyCount'), 0);
  return reportReading(
    context,
    given({
      tool: 'Snyk',
      format: 'snyk-json',
      findings: () => findingsOf(projects),
      facts: given({
        tools: ['Snyk'],
        target: textAt(first, 'path') ?? textAt(first, 'projectName'),
        packages: packages > 0 ? packages : undefined,
      }),
    }),
  );
}

function projectsOf(value: unknown): readonly unknown[] {
  const listed = hasList(value) ? listAt(value) : [value];
  return listed.flatMap((project) => [project, ...listAt(project, 'applications')]);
}

function isProject(value: unknown): boolean {
  const isTest = typeof at(value, 'ok') === 'boolean' && at(value, 'vulnerabilities') !== undefined;
  return isTest || at(value, 'infrastructureAsCodeIssues') !== undefined;
}

function numberAt(value: unknown, name: string): number {
  const number = at(value, name);
  return typeof number === 'number' && number > 0 ? number : 0;
}

function* findingsOf(projects: readonly unknown[]): Generator<FindingRow> {
  for (const project of projects) {
    const seen = new Set<string>();
    const target = textAt(project, 'displayTargetFile') ?? textAt(project, 'targetFile');
    for (const [list, state] of [
      [itemsAt(project, 'vulnerabilities'), 'open'],
      [itemsAt(project, 'filtered', 'ignore'), 'ignored'],
    ] as const)
      for (const issue of list) {
        const row = toFinding(issue, target, state);
        const key = JSON.stringify([row.id, row.package, row.version, state]);
        if (seen.has(key)) continue;
        seen.add(key);
        yield row;
      }
    for (const issue of itemsAt(project, 'infrastructureAsCodeIssues'))
      yield toMisconfiguration(issue, target);
  }
}

function toFinding(issue: unknown, target: string | undefined, state: string): FindingRow {
  const id = textAt(issue, 'id') ?? '';
  const cves = [...textsAt(issue, 'identifiers', 'CVE'), ...textsAt(issue, 'identifiers', 'GHSA')];
  const nearest = textAt(issue, 'nearestFixedInVersion');
  const fixes = textsAt(issue, 'fixedIn');
  return given<FindingRow>({
    ...ratingOf(textAt(issue, 'severity'), at(issue, 'cvssScore'), textAt(issue, 'CVSSv3')),
    id: cves[0] ?? id,
    aliases: cves.length > 0 ? [...cves.slice(1), id] : [],
    package: textAt(issue, 'packageName') ?? textAt(issue, 'moduleName') ?? textAt(issue, 'name'),
    version: textAt(issue, 'version'),
    purl: textAt(issue, 'purl'),
    fixedIn: fixes.length > 0 || nearest === undefined ? fixes : [nearest],
    location: target,
    title: textAt(issue, 'title'),
    url: textAt(issue, 'url') ?? pageOf('https://security.snyk.io/vuln/', id),
    state,
    category: textAt(issue, 'type') === 'license' ? 'licence' : undefined,
    description: textAt(issue, 'description'),
  });
}

function toMisconfiguration(issue: unknown, target: string | undefined): FindingRow {
  const line = at(issue, 'lineNumber');
  return given<FindingRow>({
    id: textAt(issue, 'id') ?? '',
    aliases: [],
    severity: severityOf(at(issue, 'severity')),
    fixedIn: [],
    location: typeof line === 'number' && line > 0 ? `${target ?? ''}:${line}` : target,
    title: textAt(issue, 'title'),
    url: textAt(issue, 'documentation'),
    state: at(issue, 'isIgnored') === true ? 'ignored' : 'open',
    category: 'misconfiguration',
    description: textAt(issue, 'msg') ?? textAt(issue, 'issue'),
  });
}
