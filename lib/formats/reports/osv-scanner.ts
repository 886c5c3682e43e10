import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { reportReading } from '#lib/formats/documents/report-reading';
import type { FindingRow, LicenceRow } from '#lib/formats/documents/rows';
import { gravestRating, ratingOf, scoreOf } from '#lib/formats/documents/severity';
import { at, itemsAt, listAt, textAt, textsAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { firstLine, pageOf } from './scanner-words.ts';

/** The report of OSV-Scanner (https://google.github.io/osv-scanner/output/#json): what is one in several databases counts once. */
export function readOsvScanner(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (!isOsvScanner(value)) return undefined;
  const packages = () => packagesOf(value);
  return reportReading(context, {
    tool: 'OSV-Scanner',
    format: 'osv-scanner-json',
    findings: () => findingsOf(packages()),
    facts: { tools: ['OSV-Scanner'] },
    ...(hasLicences(packages()) ? { rows: { licences: () => licencesOf(packages()) } } : {}),
  });
}

function isOsvScanner(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const isMarked =
    at(value, 'experimental_config') !== undefined || at(value, 'experimental_analysis_config') !== undefined;
  for (const result of itemsAt(value, 'results'))
    return textAt(result, 'source', 'path') !== undefined && at(result, 'packages') !== undefined;
  return isMarked;
}

type Scanned = { readonly found: unknown; readonly path: string | undefined };

function* packagesOf(value: unknown): Generator<Scanned> {
  for (const result of itemsAt(value, 'results'))
    for (const found of itemsAt(result, 'packages')) yield { found, path: textAt(result, 'source', 'path') };
}

function* findingsOf(packages: Iterable<Scanned>): Generator<FindingRow> {
  for (const { found, path } of packages) {
    const advisories = new Map(listAt(found, 'vulnerabilities').map((one) => [textAt(one, 'id') ?? '', one]));
    const groups = listAt(found, 'groups');
    const listed = groups.length > 0 ? groups : [...advisories.keys()].map((id) => ({ ids: [id] }));
    for (const group of listed) yield toFinding(group, advisories, found, path);
    for (const licence of textsAt(found, 'license_violations'))
      yield given<FindingRow>({
        id: licence,
        aliases: [],
        severity: 'unknown',
        package: textAt(found, 'package', 'name'),
        version: textAt(found, 'package', 'version'),
        fixedIn: [],
        location: path,
        state: 'open',
        category: 'licence',
      });
  }
}

function toFinding(
  group: unknown,
  advisories: ReadonlyMap<string, unknown>,
  found: unknown,
  path: string | undefined,
): FindingRow {
  const ids = textsAt(group, 'ids');
  const own = ids.flatMap((id) => advisories.get(id) ?? []);
  const names = [
    ...new Set([...ids, ...textsAt(group, 'aliases'), ...own.flatMap((one) => textsAt(one, 'aliases'))]),
  ];
  const id = names.find((name) => name.startsWith('CVE-')) ?? names[0] ?? '';
  const name = textAt(found, 'package', 'name');
  const summary = own.map((one) => textAt(one, 'summary')).find((text) => text !== undefined);
  const details = own.map((one) => textAt(one, 'details')).find((text) => text !== undefined);
  return given<FindingRow>({
    ...ratingOfGroup(group, own),
    id,
    aliases: names.filter((other) => other !== id),
    package: name,
    version: textAt(found, 'package', 'version') ?? textAt(found, 'package', 'commit'),
    fixedIn: [...new Set(own.flatMap((one) => fixesOf(one, name)))],
    location: path,
    title: summary ?? firstLine(details),
    url: pageOf('https://osv.dev/vulnerability/', ids[0]),
    state: isUncalled(group, ids) ? 'not_affected' : 'open',
    description: details,
  });
}

function ratingOfGroup(group: unknown, advisories: readonly unknown[]) {
  const ratings = advisories.map((one) =>
    ratingOf(
      textAt(one, 'database_specific', 'severity'),
      ...listAt(one, 'severity').map((rating) => at(rating, 'score')),
    ),
  );
  const gravest = gravestRating(ratings);
  const most = scoreOf(at(group, 'max_severity'));
  return gravest.severity === 'unknown'
    ? ratingOf(undefined, most)
    : { ...gravest, ...(most === undefined ? {} : { score: most }) };
}

/** The versions in which the package is mended, of those that the advisory has ranges of. */
function fixesOf(advisory: unknown, name: string | undefined): readonly string[] {
  return listAt(advisory, 'affected')
    .filter((affected) => textAt(affected, 'package', 'name') === name)
    .flatMap((affected) => listAt(affected, 'ranges'))
    .filter((range) => textAt(range, 'type') !== 'GIT')
    .flatMap((range) => listAt(range, 'events'))
    .flatMap((event) => textAt(event, 'fixed') ?? []);
}

/** Where the scanner followed the calls of the code and came to none of those that are vulnerable. */
function isUncalled(group: unknown, ids: readonly string[]): boolean {
  const analysis = at(group, 'experimentalAnalysis') ?? at(group, 'experimental_analysis');
  return ids.length > 0 && ids.every((id) => at(analysis, id, 'called') === false);
}

function hasLicences(packages: Iterable<Scanned>): boolean {
  for (const { found } of packages) if (textsAt(found, 'licenses').length > 0) return true;
  return false;
}

function* licencesOf(packages: Iterable<Scanned>): Generator<LicenceRow> {
  for (const { found, path } of packages)
    for (const expression of textsAt(found, 'licenses'))
      yield given<LicenceRow>({
        expression,
        package: textAt(found, 'package', 'name'),
        version: textAt(found, 'package', 'version'),
        location: path,
      });
}
