import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { reportReading } from '#lib/formats/documents/report-reading';
import type { FindingRow } from '#lib/formats/documents/rows';
import { ratingOf } from '#lib/formats/documents/severity';
import { at, itemsAt, listAt, textAt } from '#lib/formats/json/json-path';
import { splitVersions } from './scanner-words.ts';

/** The vulnerabilities of an image as Anchore Enterprise and Anchore Engine answer them. */
export function readAnchore(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const digest = textAt(value, 'imageDigest') ?? textAt(value, 'image_digest');
  if (digest === undefined || at(value, 'vulnerabilities') === undefined) return undefined;
  return reportReading(context, {
    tool: 'Anchore',
    format: 'anchore-json',
    findings: () => findingsOf(value),
    facts: { tools: ['Anchore'], target: digest },
  });
}

function* findingsOf(report: unknown): Generator<FindingRow> {
  for (const finding of itemsAt(report, 'vulnerabilities')) {
    const scores = [...listAt(finding, 'nvd_data'), ...listAt(finding, 'vendor_data')].map((one) =>
      at(one, 'cvss_v3', 'base_score'),
    );
    yield given<FindingRow>({
      ...ratingOf(textAt(finding, 'severity'), ...scores),
      id: textAt(finding, 'vuln') ?? textAt(finding, 'vulnerability_id') ?? '',
      aliases: [],
      package: textAt(finding, 'package_name') ?? textAt(finding, 'package'),
      version: textAt(finding, 'package_version'),
      fixedIn: splitVersions(textAt(finding, 'fix')),
      location: textAt(finding, 'package_path'),
      title: textAt(finding, 'package'),
      url: textAt(finding, 'url') ?? textAt(finding, 'link'),
      state: 'open',
    });
  }
}
