import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { reportReading } from '#lib/formats/documents/report-reading';
import type { FindingRow } from '#lib/formats/documents/rows';
import { ratingOf } from '#lib/formats/documents/severity';
import { at, itemsAt, listAt, textAt } from '#lib/formats/json/json-path';
import { firstLine, withVersion } from './scanner-words.ts';

/** The JSON of OWASP Dependency-Check (https://dependency-check.github.io/DependencyCheck/). */
export function readDependencyCheck(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const isReport =
    at(value, 'reportSchema') !== undefined && at(value, 'scanInfo', 'engineVersion') !== undefined;
  if (!isReport) return undefined;
  return reportReading(
    context,
    given({
      tool: 'Dependency-Check',
      format: 'dependency-check-json',
      version: textAt(value, 'reportSchema'),
      findings: () => findingsOf(value),
      facts: given({
        tools: [withVersion('Dependency-Check', textAt(value, 'scanInfo', 'engineVersion'))],
        scannedAt: textAt(value, 'projectInfo', 'reportDate'),
        target: textAt(value, 'projectInfo', 'name'),
        packages: itemsAt(value, 'dependencies').length,
      }),
    }),
  );
}

function* findingsOf(report: unknown): Generator<FindingRow> {
  for (const dependency of itemsAt(report, 'dependencies')) {
    for (const found of listAt(dependency, 'vulnerabilities')) yield toFinding(found, dependency, 'open');
    for (const found of listAt(dependency, 'suppressedVulnerabilities'))
      yield toFinding(found, dependency, 'suppressed');
  }
}

function toFinding(found: unknown, dependency: unknown, state: string): FindingRow {
  const purl = listAt(dependency, 'packages')
    .flatMap((one) => textAt(one, 'id') ?? [])
    .find((id) => id.startsWith('pkg:'));
  const description = textAt(found, 'description');
  return given<FindingRow>({
    ...ratingOf(
      textAt(found, 'severity'),
      at(found, 'cvssv3', 'baseScore'),
      at(found, 'cvssv4', 'baseScore'),
      at(found, 'cvssv2', 'score'),
    ),
    id: textAt(found, 'name') ?? '',
    aliases: [],
    package: textAt(dependency, 'fileName'),
    version: /.@([^@?#]{1,200})/.exec(purl ?? '')?.[1],
    purl,
    fixedIn: [],
    location: textAt(dependency, 'filePath'),
    title: firstLine(description),
    url: textAt(found, 'references', 0, 'url'),
    state,
    description,
  });
}
