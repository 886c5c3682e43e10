import { given } from '#lib/formats/documents/given';
import type { FindingRow } from '#lib/formats/documents/rows';
import { ratingOf, severityOf } from '#lib/formats/documents/severity';
import { at, itemsAt, listAt, textAt, textsAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { splitVersions } from './scanner-words.ts';

/** What one result of Trivy lists: vulnerabilities, checks, secrets, licences, and what was excused. */
export function* findingsOfResult(result: unknown): Generator<FindingRow> {
  const target = textAt(result, 'Target') ?? '';
  for (const [name, toFinding] of Object.entries(lists))
    for (const one of itemsAt(result, name)) yield toFinding(one, target);
  for (const name of ['ExperimentalModifiedFindings', 'ModifiedFindings'])
    for (const changed of itemsAt(result, name)) yield toChanged(changed, target);
}

type ToFinding = (finding: unknown, target: string) => FindingRow;

/** The lists of a result by their names. */
const lists: Readonly<Record<string, ToFinding>> = {
  Vulnerabilities: toVulnerability,
  Misconfigurations: toMisconfiguration,
  Secrets: toSecret,
  Licenses: toLicenceFinding,
};

function toVulnerability(finding: unknown, target: string): FindingRow {
  const scores = [...preferred(finding)].map((source) => at(finding, 'CVSS', source));
  const { severity, score } = ratingOf(
    textAt(finding, 'Severity'),
    ...scores.flatMap((cvss) => [at(cvss, 'V3Score'), at(cvss, 'V40Score'), at(cvss, 'V3Vector')]),
    ...scores.map((cvss) => at(cvss, 'V2Score')),
  );
  const id = textAt(finding, 'VulnerabilityID') ?? '';
  return given<FindingRow>({
    id,
    aliases: textsAt(finding, 'VendorIDs').filter((alias) => alias !== id),
    severity,
    score,
    package: textAt(finding, 'PkgName'),
    version: textAt(finding, 'InstalledVersion'),
    purl: textAt(finding, 'PkgIdentifier', 'PURL') ?? textAt(finding, 'PkgRef'),
    fixedIn: splitVersions(textAt(finding, 'FixedVersion')),
    location: textAt(finding, 'PkgPath') ?? target,
    title: textAt(finding, 'Title'),
    url: textAt(finding, 'PrimaryURL') ?? textAt(finding, 'References', 0),
    state: textAt(finding, 'Status') === 'not_affected' ? 'not_affected' : 'open',
    description: textAt(finding, 'Description'),
  });
}

/** The sources of scores, that of the severity first. */
function preferred(finding: unknown): ReadonlySet<string> {
  const scores = at(finding, 'CVSS');
  const chosen = textAt(finding, 'SeveritySource');
  return new Set([chosen ?? 'nvd', 'nvd', ...(isJsonObject(scores) ? Object.keys(scores) : [])]);
}

const statesOfChecks: Readonly<Record<string, string>> = { PASS: 'passed', EXCEPTION: 'ignored' };

function toMisconfiguration(check: unknown, target: string): FindingRow {
  const status = textAt(check, 'Status')?.toUpperCase() ?? 'FAIL';
  return given<FindingRow>({
    id: textAt(check, 'AVDID') ?? textAt(check, 'ID') ?? '',
    aliases: [],
    severity: severityOf(at(check, 'Severity')),
    fixedIn: [],
    location: placeIn(target, at(check, 'CauseMetadata', 'StartLine')),
    title: textAt(check, 'Title'),
    url: textAt(check, 'PrimaryURL') ?? textAt(check, 'References', 0),
    state: Object.hasOwn(statesOfChecks, status) ? (statesOfChecks[status] ?? 'open') : 'open',
    category: 'misconfiguration',
    snippet: codeOf(at(check, 'CauseMetadata', 'Code')),
    description: textAt(check, 'Message') ?? textAt(check, 'Description'),
  });
}

function codeOf(code: unknown): string | undefined {
  const lines = listAt(code, 'Lines').map((line) => at(line, 'Content'));
  const text = lines.filter((line) => typeof line === 'string').join('\n');
  return text === '' ? undefined : text;
}

// What was found stays where it is: a secret is not repeated.
function toSecret(secret: unknown, target: string): FindingRow {
  return given<FindingRow>({
    id: textAt(secret, 'RuleID') ?? '',
    aliases: [],
    severity: severityOf(at(secret, 'Severity')),
    fixedIn: [],
    location: placeIn(target, at(secret, 'StartLine')),
    title: textAt(secret, 'Title') ?? textAt(secret, 'Category'),
    state: 'open',
    category: 'secret',
  });
}

const harmlessLicences: ReadonlySet<string> = new Set(['notice', 'permissive', 'unencumbered']);

function toLicenceFinding(licence: unknown, target: string): FindingRow {
  const category = textAt(licence, 'Category')?.toLowerCase() ?? 'unknown';
  return given<FindingRow>({
    id: textAt(licence, 'Name') ?? '',
    aliases: [],
    severity: severityOf(at(licence, 'Severity')),
    package: textAt(licence, 'PkgName'),
    fixedIn: [],
    location: textAt(licence, 'FilePath') ?? target,
    title: category,
    url: textAt(licence, 'Link'),
    state: harmlessLicences.has(category) ? 'informational' : 'open',
    category: 'licence',
  });
}

// https://trivy.dev/latest/docs/configuration/filtering/#show-suppressed
const changedLists: Readonly<Record<string, ToFinding>> = {
  vulnerability: toVulnerability,
  misconfiguration: toMisconfiguration,
  secret: toSecret,
  license: toLicenceFinding,
};

function toChanged(changed: unknown, target: string): FindingRow {
  const type = textAt(changed, 'Type') ?? 'vulnerability';
  const read = Object.hasOwn(changedLists, type) ? changedLists[type] : undefined;
  const row = (read ?? toVulnerability)(at(changed, 'Finding'), target);
  const status = textAt(changed, 'Status')?.toLowerCase() ?? 'ignored';
  const statement = textAt(changed, 'Statement');
  return {
    ...row,
    state: status === 'not_affected' || status === 'fixed' ? status : 'ignored',
    ...(statement === undefined ? {} : { description: statement }),
  };
}

function placeIn(target: string, line: unknown): string {
  return typeof line === 'number' && line > 0 ? `${target}:${line}` : target;
}
