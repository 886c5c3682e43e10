import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { reportReading } from '#lib/formats/documents/report-reading';
import type { FindingRow } from '#lib/formats/documents/rows';
import { ratingOf } from '#lib/formats/documents/severity';
import { at, itemsAt, textAt, textsAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { firstLine, splitVersions, withVersion } from './scanner-words.ts';

/**
 * The report of Harbor's scanner adapters (https://github.com/goharbor/pluggable-scanner-spec), alone or as Harbor's API
 * answers it, under the media type of the report.
 */
export function readHarborReport(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const report = unwrapped(value);
  const scanner = textAt(report, 'scanner', 'name');
  if (scanner === undefined || textAt(report, 'generated_at') === undefined) return undefined;
  const version = textAt(report, 'scanner', 'version');
  return reportReading(
    context,
    given({
      tool: scanner,
      format: 'harbor-report',
      findings: () => findingsOf(report),
      facts: given({
        tools: [withVersion(scanner, version)],
        scannedAt: textAt(report, 'generated_at'),
        target: textAt(report, 'artifact', 'repository'),
      }),
    }),
  );
}

const mediaType = /^application\/vnd\.(?:security\.vulnerability\.report|scanner\.adapter\.vuln\.report)/;

function unwrapped(value: unknown): unknown {
  if (!isJsonObject(value) || at(value, 'scanner') !== undefined) return value;
  const [key, ...rest] = Object.keys(value);
  return key !== undefined && rest.length < 8 && mediaType.test(key) ? at(value, key) : value;
}

function* findingsOf(report: unknown): Generator<FindingRow> {
  for (const finding of itemsAt(report, 'vulnerabilities')) {
    const { severity, score } = ratingOf(
      textAt(finding, 'severity'),
      at(finding, 'preferred_cvss', 'score_v3'),
      at(finding, 'preferred_cvss', 'vector_v3'),
      at(finding, 'preferred_cvss', 'score_v2'),
    );
    const description = textAt(finding, 'description');
    yield given<FindingRow>({
      id: textAt(finding, 'id') ?? '',
      aliases: [],
      severity,
      score,
      package: textAt(finding, 'package'),
      version: textAt(finding, 'version'),
      fixedIn: splitVersions(textAt(finding, 'fix_version')),
      location: textsAt(finding, 'artifact_digests')[0],
      title: firstLine(description),
      url: textsAt(finding, 'links')[0],
      state: 'open',
      description,
    });
  }
}
