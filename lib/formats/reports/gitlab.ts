import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { reportReading } from '#lib/formats/documents/report-reading';
import type { FindingRow } from '#lib/formats/documents/rows';
import { ratingOf } from '#lib/formats/documents/severity';
import { at, hasList, itemsAt, listAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import { firstLine, versionsInAdvice, withVersion } from './scanner-words.ts';

/** The security reports of GitLab (https://gitlab.com/gitlab-org/security-products/security-report-schemas), of all scan types. */
export function readGitlabReport(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const scan = at(value, 'scan');
  const first = at(value, 'vulnerabilities', 0);
  const isListed = listAt(first, 'identifiers').length > 0 && isJsonObject(at(first, 'location'));
  const isGitlab = textAt(value, 'version') !== undefined && hasList(value, 'vulnerabilities');
  const type = textAt(scan, 'type') ?? textAt(first, 'category');
  if (!isGitlab || (textAt(scan, 'scanner', 'name') === undefined && !isListed)) return undefined;
  const tool = textAt(scan, 'scanner', 'name') ?? textAt(first, 'scanner', 'name') ?? 'GitLab';
  const isFailed = textAt(scan, 'status') === 'failure';
  return reportReading(
    context,
    given({
      tool,
      format: 'gitlab-security',
      version: textAt(value, 'version'),
      findings: () => findingsOf(value, type),
      facts: given({
        tools: [withVersion(tool, textAt(scan, 'scanner', 'version'))],
        scannedAt: textAt(scan, 'end_time') ?? textAt(scan, 'start_time'),
        target: textAt(first, 'location', 'image'),
        failedRuns: isFailed ? [`${cleanText(tool, 60)}: ${messageOf(scan)}`] : undefined,
      }),
    }),
  );
}

function messageOf(scan: unknown): string {
  return cleanText(textAt(scan, 'messages', 0, 'value') ?? 'it says so, and not why', 300);
}

const categories: Readonly<Record<string, FindingRow['category']>> = {
  secret_detection: 'secret',
  sast: 'code',
  dast: 'code',
  api_fuzzing: 'code',
  coverage_fuzzing: 'code',
};

function* findingsOf(report: unknown, type: string | undefined): Generator<FindingRow> {
  for (const finding of itemsAt(report, 'vulnerabilities')) {
    const kind = type ?? textAt(finding, 'category') ?? '';
    const [id = textAt(finding, 'id') ?? '', ...aliases] = namesOf(finding);
    const dependency = at(finding, 'location', 'dependency');
    const description = textAt(finding, 'description') ?? textAt(finding, 'message');
    yield given<FindingRow>({
      ...ratingOf(textAt(finding, 'severity'), textAt(finding, 'cvss_vectors', 0, 'vector')),
      id,
      aliases,
      package: textAt(dependency, 'package', 'name'),
      version: textAt(dependency, 'version'),
      fixedIn: versionsInAdvice(textAt(finding, 'solution')),
      location: placeOf(at(finding, 'location')),
      title: textAt(finding, 'name') ?? textAt(finding, 'message') ?? firstLine(description),
      url: textAt(finding, 'links', 0, 'url') ?? urlsOf(finding)[0],
      state: 'open',
      category: Object.hasOwn(categories, kind) ? categories[kind] : undefined,
      description,
      tool: textAt(finding, 'scanner', 'name'),
    });
  }
}

/** What identifies the vulnerability, a CVE first; what identifies its rule only where there is nothing else. */
function namesOf(finding: unknown): readonly string[] {
  const identifiers = listAt(finding, 'identifiers').flatMap((identifier) => {
    const name = textAt(identifier, 'value') ?? textAt(identifier, 'name');
    return name === undefined ? [] : [{ type: textAt(identifier, 'type')?.toLowerCase() ?? '', name }];
  });
  const known = ['cve', 'ghsa', 'osvdb', 'rhsa', 'elsa', 'usn', 'gemnasium', 'dsa'];
  const ids = known.flatMap((type) => identifiers.filter((one) => one.type === type));
  const names = (ids.length > 0 ? ids : identifiers.slice(0, 1)).map(({ name }) => name);
  return [...new Set(names)];
}

function urlsOf(finding: unknown): readonly string[] {
  return listAt(finding, 'identifiers').flatMap((identifier) => textAt(identifier, 'url') ?? []);
}

function placeOf(location: unknown): string | undefined {
  const file = textAt(location, 'file') ?? textAt(location, 'path') ?? textAt(location, 'image');
  const line = at(location, 'start_line');
  return file !== undefined && typeof line === 'number' && line > 0 ? `${file}:${line}` : file;
}
