import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { reportReading } from '#lib/formats/documents/report-reading';
import type { LicenceRow, PackageRow } from '#lib/formats/documents/rows';
import { at, hasList, itemsAt, textAt, textsAt } from '#lib/formats/json/json-path';
import { withVersion } from './scanner-words.ts';
import { findingsOfResult } from './trivy-findings.ts';

/**
 * Trivy's own JSON (https://trivy.dev/latest/docs/configuration/reporting/#json): of an image or a folder, of a cluster,
 * and the bare list of results that it wrote before it had a schema.
 */
export function readTrivy(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (!isTrivy(value)) return undefined;
  const results = () => resultsOf(value);
  const version = at(value, 'SchemaVersion');
  return reportReading(
    context,
    given({
      tool: 'Trivy',
      format: 'trivy-json',
      version: typeof version === 'number' ? String(version) : undefined,
      findings: () => flat(results(), findingsOfResult),
      facts: given({
        tools: [withVersion('Trivy', textAt(value, 'Trivy', 'Version'))],
        scannedAt: textAt(value, 'CreatedAt'),
        target: textAt(value, 'ArtifactName') ?? textAt(value, 'ClusterName'),
        packages: countPackages(results()),
        passedChecks: countUnlisted(results()),
      }),
      rows: {
        ...(holds(results(), 'Packages') ? { packages: () => flat(results(), packagesOfResult) } : {}),
        ...(holds(results(), 'Licenses') ? { licences: () => flat(results(), licencesOfResult) } : {}),
      },
    }),
  );
}

function isTrivy(value: unknown): boolean {
  if (hasList(value)) return isOldResult(at(value, 0));
  if (at(value, 'Resources') !== undefined) return textAt(value, 'ClusterName') !== undefined;
  if (typeof at(value, 'SchemaVersion') !== 'number') return false;
  return textAt(value, 'ArtifactName') !== undefined || at(value, 'Results') !== undefined;
}

function isOldResult(value: unknown): boolean {
  if (textAt(value, 'Target') === undefined) return false;
  return ['Vulnerabilities', 'Misconfigurations', 'Secrets', 'Licenses', 'Type', 'Class'].some(
    (name) => at(value, name) !== undefined,
  );
}

/** The results of a report, of the resources of a cluster too. */
function* resultsOf(value: unknown): Generator<unknown> {
  yield* itemsAt(value);
  yield* itemsAt(value, 'Results');
  if (at(value, 'ClusterName') === undefined) return;
  for (const name of ['Resources', 'Vulnerabilities', 'Misconfigurations'])
    for (const resource of itemsAt(value, name)) yield* itemsAt(resource, 'Results');
}

function* flat<Row>(results: Iterable<unknown>, rowsOf: (result: unknown) => Iterable<Row>): Generator<Row> {
  for (const result of results) yield* rowsOf(result);
}

function holds(results: Iterable<unknown>, list: string): boolean {
  for (const result of results) if (itemsAt(result, list).length > 0) return true;
  return false;
}

function countPackages(results: Iterable<unknown>): number | undefined {
  let packages = 0;
  for (const result of results) packages += itemsAt(result, 'Packages').length;
  return packages > 0 ? packages : undefined;
}

/** Passed checks that are only counted: they are listed when somebody asks for them. */
function countUnlisted(results: Iterable<unknown>): number {
  let passed = 0;
  for (const result of results) {
    const successes = at(result, 'MisconfSummary', 'Successes');
    let listed = 0;
    for (const check of itemsAt(result, 'Misconfigurations'))
      if (textAt(check, 'Status')?.toUpperCase() === 'PASS') listed++;
    if (typeof successes === 'number' && successes > listed) passed += successes - listed;
  }
  return passed;
}

function* packagesOfResult(result: unknown): Generator<PackageRow> {
  const type = textAt(result, 'Type');
  for (const one of itemsAt(result, 'Packages')) {
    const path = textAt(one, 'FilePath');
    yield given<PackageRow>({
      name: textAt(one, 'Name') ?? '',
      version: textAt(one, 'Version'),
      purl: textAt(one, 'Identifier', 'PURL'),
      type,
      licences: textsAt(one, 'Licenses'),
      supplier: textAt(one, 'Maintainer'),
      id: textAt(one, 'ID'),
      locations: path === undefined ? undefined : [path],
    });
  }
}

function* licencesOfResult(result: unknown): Generator<LicenceRow> {
  for (const licence of itemsAt(result, 'Licenses'))
    yield given<LicenceRow>({
      expression: textAt(licence, 'Name') ?? '',
      package: textAt(licence, 'PkgName'),
      location: textAt(licence, 'FilePath') ?? textAt(result, 'Target'),
      category: textAt(licence, 'Category'),
    });
}
