import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { reportReading } from '#lib/formats/documents/report-reading';
import type { FindingRow } from '#lib/formats/documents/rows';
import { ratingOf } from '#lib/formats/documents/severity';
import { at, itemsAt, listAt, textAt, textsAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { firstLine, splitVersions } from './scanner-words.ts';

/**
 * The reports of Clair: of version 4 (https://quay.github.io/clair/reference/api.html), of version 2 and of Quay's API,
 * which lists the features of a layer, and of clair-scanner.
 */
export function readClair(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const layer = at(value, 'Layer') ?? at(value, 'data', 'Layer');
  const isFour =
    textAt(value, 'manifest_hash') !== undefined && isJsonObject(at(value, 'package_vulnerabilities'));
  const isTwo =
    isJsonObject(layer) && (itemsAt(layer, 'Features').length > 0 || textAt(layer, 'Name') !== undefined);
  const isScanner = at(value, 'unapproved') !== undefined && textAt(value, 'image') !== undefined;
  if (!isFour && !isTwo && !isScanner) return undefined;
  const findings = isFour ? findingsOfFour(value) : isTwo ? findingsOfTwo(layer) : findingsOfScanner(value);
  return reportReading(
    context,
    given({
      tool: 'Clair',
      format: 'clair-json',
      version: isFour ? '4' : '2',
      findings,
      facts: given({
        tools: ['Clair'],
        target: textAt(value, 'manifest_hash') ?? textAt(value, 'image') ?? textAt(layer, 'Name'),
        packages: isFour
          ? sizeOf(at(value, 'packages'))
          : isTwo
            ? itemsAt(layer, 'Features').length
            : undefined,
      }),
    }),
  );
}

function sizeOf(object: unknown): number | undefined {
  return isJsonObject(object) ? Object.keys(object).length : undefined;
}

function findingsOfFour(value: unknown) {
  return function* (): Generator<FindingRow> {
    const lists = at(value, 'package_vulnerabilities');
    if (!isJsonObject(lists)) return;
    for (const id of Object.keys(lists)) {
      const found = at(value, 'packages', id);
      for (const name of textsAt(lists, id)) yield toFinding(at(value, 'vulnerabilities', name), found);
    }
  };
}

function toFinding(vulnerability: unknown, found: unknown): FindingRow {
  const word = textAt(vulnerability, 'normalized_severity') ?? textAt(vulnerability, 'severity');
  return given<FindingRow>({
    ...ratingOf(word),
    id: textAt(vulnerability, 'name') ?? textAt(vulnerability, 'id') ?? '',
    aliases: [],
    package: textAt(found, 'name') ?? textAt(vulnerability, 'package', 'name'),
    version: textAt(found, 'version'),
    fixedIn: splitVersions(textAt(vulnerability, 'fixed_in_version')),
    title: firstLine(textAt(vulnerability, 'description')),
    url: textAt(vulnerability, 'links')?.split(/\s/, 1)[0],
    state: 'open',
    description: textAt(vulnerability, 'description'),
  });
}

function findingsOfTwo(layer: unknown) {
  return function* (): Generator<FindingRow> {
    for (const feature of itemsAt(layer, 'Features'))
      for (const vulnerability of listAt(feature, 'Vulnerabilities'))
        yield given<FindingRow>({
          ...ratingOf(textAt(vulnerability, 'Severity')),
          id: textAt(vulnerability, 'Name') ?? '',
          aliases: [],
          package: textAt(feature, 'Name'),
          version: textAt(feature, 'Version'),
          fixedIn: splitVersions(textAt(vulnerability, 'FixedBy')),
          title: firstLine(textAt(vulnerability, 'Description')),
          url: textAt(vulnerability, 'Link'),
          state: 'open',
          description: textAt(vulnerability, 'Description'),
        });
  };
}

function findingsOfScanner(value: unknown) {
  return function* (): Generator<FindingRow> {
    for (const vulnerability of itemsAt(value, 'vulnerabilities'))
      yield given<FindingRow>({
        ...ratingOf(textAt(vulnerability, 'severity')),
        id: textAt(vulnerability, 'vulnerability') ?? '',
        aliases: [],
        package: textAt(vulnerability, 'featurename'),
        version: textAt(vulnerability, 'featureversion'),
        fixedIn: splitVersions(textAt(vulnerability, 'fixedby')),
        title: firstLine(textAt(vulnerability, 'description')),
        url: textAt(vulnerability, 'link'),
        state: 'open',
        description: textAt(vulnerability, 'description'),
      });
  };
}
