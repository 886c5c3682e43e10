import type { Planting } from '#e2e/coverage/planting';
import type { TruthTag } from '#e2e/coverage/truth';

const dayMs = 24 * 60 * 60 * 1000;

type Weakness = { readonly id: string; readonly package: string; readonly severity: string };

const critical: Weakness = { id: 'CVE-2025-7783', package: 'form-data', severity: 'CRITICAL' };
const high: Weakness = { id: 'CVE-2025-27152', package: 'axios', severity: 'HIGH' };
const low: Weakness = { id: 'CVE-2025-5889', package: 'brace-expansion', severity: 'LOW' };
const unrated: Weakness = { id: 'CVE-2026-1000', package: 'axios', severity: 'UNKNOWN' };

/** Reports of two tools, old and new, and VEX that excuses; ages are counted back from `now`. */
export async function attachReports(planting: Planting, now: Date): Promise<void> {
  const { publisher, at, digestOf } = planting;
  // An hour more, so that no age changes while the story runs.
  const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs - dayMs / 24).toISOString();
  const trivy = (tag: TruthTag, days: number, found: readonly Weakness[]) =>
    publisher.attach({
      subject: at(tag),
      artifactType: 'application/vnd.aquasec.trivy.report+json',
      file: `trivy-${tag}-${days}.json`,
      content: trivyReport(tag, daysAgo(days), found),
    });

  await trivy('reports-old', 40, [critical, high, low]);
  await trivy('reports-old', 20, [high, low]);

  await trivy('reports-of-two-tools', 9, [critical, low]);
  await trivy('reports-of-two-tools', 3, [low]);
  await publisher.attach({
    subject: at('reports-of-two-tools'),
    artifactType: 'application/vnd.anchore.grype.report+json',
    file: 'grype.json',
    content: grypeReport(daysAgo(1), [high]),
  });

  await trivy('report-excused', 2, [critical, low]);
  await publisher.attach({
    subject: at('report-excused'),
    artifactType: 'application/vnd.openvex+json',
    file: 'excused.openvex.json',
    content: openVex(`pkg:oci/app@${digestOf('report-excused')}`, daysAgo(1), critical),
  });

  await trivy('report-without-severity', 5, [unrated, low]);
  const about = openVex(`pkg:oci/app@${digestOf('vex-bundle')}`, daysAgo(1), critical);
  await publisher.attest(at('vex-bundle'), 'openvex', about);
}

function purlOf({ package: name }: Weakness): string {
  return `pkg:npm/${name}@1.0.0`;
}

function trivyReport(name: string, created: string, found: readonly Weakness[]) {
  return {
    SchemaVersion: 2,
    CreatedAt: created,
    ArtifactName: `registry.acme.example/team/app:${name}`,
    ArtifactType: 'container_image',
    Results: [
      {
        Target: 'Node.js',
        Class: 'lang-pkgs',
        Type: 'node-pkg',
        Vulnerabilities: found.map((one) => ({
          VulnerabilityID: one.id,
          PkgName: one.package,
          PkgIdentifier: { PURL: purlOf(one) },
          InstalledVersion: '1.0.0',
          Severity: one.severity,
        })),
      },
    ],
  };
}

function grypeReport(created: string, found: readonly Weakness[]) {
  return {
    matches: found.map((one) => ({
      vulnerability: { id: one.id, severity: one.severity, fix: { versions: [], state: 'unknown' } },
      relatedVulnerabilities: [],
      matchDetails: [],
      artifact: { name: one.package, version: '1.0.0', type: 'npm', purl: purlOf(one), locations: [] },
    })),
    source: { type: 'image', target: { userInput: 'team/app' } },
    descriptor: { name: 'grype', version: '0.104.1', timestamp: created },
  };
}

function openVex(product: string, timestamp: string, excused: Weakness) {
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `https://acme.example/vex/${excused.id}`,
    author: 'Acme Product Security',
    timestamp,
    version: 1,
    statements: [
      {
        vulnerability: { name: excused.id },
        products: [{ '@id': product, subcomponents: [{ '@id': purlOf(excused) }] }],
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
      },
    ],
  };
}
