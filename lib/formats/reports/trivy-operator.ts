import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { reportReading } from '#lib/formats/documents/report-reading';
import type { FindingRow } from '#lib/formats/documents/rows';
import { ratingOf, severityOf } from '#lib/formats/documents/severity';
import { at, itemsAt, textAt } from '#lib/formats/json/json-path';
import { splitVersions, withVersion } from './scanner-words.ts';

const kinds: ReadonlySet<string> = new Set([
  'VulnerabilityReport',
  'ClusterVulnerabilityReport',
  'ConfigAuditReport',
  'ClusterConfigAuditReport',
  'ExposedSecretReport',
  'InfraAssessmentReport',
  'RbacAssessmentReport',
]);

/** The reports that the Trivy operator keeps as resources of a cluster (https://aquasecurity.github.io/trivy-operator/latest/docs/crds/). */
export function readTrivyOperator(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const isOurs = textAt(value, 'apiVersion')?.startsWith('aquasecurity.github.io/') === true;
  if (!isOurs || !kinds.has(textAt(value, 'kind') ?? '')) return undefined;
  const report = at(value, 'report');
  const tool = textAt(report, 'scanner', 'name') ?? 'Trivy';
  return reportReading(
    context,
    given({
      tool,
      format: 'trivy-operator',
      findings: () => findingsOf(report),
      facts: given({
        tools: [withVersion(tool, textAt(report, 'scanner', 'version'))],
        scannedAt: textAt(report, 'updateTimestamp'),
        target: textAt(report, 'artifact', 'repository') ?? textAt(value, 'metadata', 'name'),
      }),
    }),
  );
}

function* findingsOf(report: unknown): Generator<FindingRow> {
  for (const finding of itemsAt(report, 'vulnerabilities'))
    yield given<FindingRow>({
      ...ratingOf(textAt(finding, 'severity'), at(finding, 'score')),
      id: textAt(finding, 'vulnerabilityID') ?? '',
      aliases: [],
      package: textAt(finding, 'resource'),
      version: textAt(finding, 'installedVersion'),
      purl: textAt(finding, 'packagePURL'),
      fixedIn: splitVersions(textAt(finding, 'fixedVersion')),
      location: textAt(finding, 'target'),
      title: textAt(finding, 'title'),
      url: textAt(finding, 'primaryLink'),
      state: 'open',
    });
  for (const check of itemsAt(report, 'checks'))
    yield given<FindingRow>({
      id: textAt(check, 'checkID') ?? '',
      aliases: [],
      severity: severityOf(at(check, 'severity')),
      fixedIn: [],
      title: textAt(check, 'title'),
      state: at(check, 'success') === true ? 'passed' : 'open',
      category: 'misconfiguration',
      description: textAt(check, 'description'),
    });
  for (const secret of itemsAt(report, 'secrets'))
    yield given<FindingRow>({
      id: textAt(secret, 'ruleID') ?? '',
      aliases: [],
      severity: severityOf(at(secret, 'severity')),
      fixedIn: [],
      location: textAt(secret, 'target'),
      title: textAt(secret, 'title'),
      state: 'open',
      category: 'secret',
    });
}
