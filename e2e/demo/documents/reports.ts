import type { Finding } from '#e2e/demo/documents/findings';
import { findings } from '#e2e/demo/documents/findings';

export type Scan = {
  /** Counted from 0. */
  readonly day: number;
  /** RFC 3339. */
  readonly created: string;
  readonly image: string;
  readonly digest: string;
};

/** The report of one night, in Trivy's JSON; what a VEX statement has judged by then stands apart. */
export function trivyReport({ day, created, image, digest }: Scan) {
  return {
    SchemaVersion: 2,
    CreatedAt: created,
    ArtifactName: image,
    ArtifactType: 'container_image',
    Metadata: {
      OS: { Family: 'alpine', Name: '3.22.1' },
      RepoTags: [image],
      RepoDigests: [`${image.replace(/:[^:]*$/, '')}@${digest}`],
      ImageConfig: { architecture: 'amd64', os: 'linux' },
    },
    Results: [
      result(`${image} (alpine 3.22.1)`, 'os-pkgs', 'alpine', day),
      result('Node.js', 'lang-pkgs', 'node-pkg', day),
    ],
  };
}

function result(target: string, kind: Finding['kind'], type: string, day: number) {
  const here = findings.filter((finding) => finding.kind === kind);
  const judged = here.filter(({ judgedOnDay = Number.POSITIVE_INFINITY }) => judgedOnDay <= day);
  return {
    Target: target,
    Class: kind,
    Type: type,
    Vulnerabilities: here.filter((finding) => !judged.includes(finding)).map(toVulnerability),
    ExperimentalModifiedFindings: judged.map((finding) => ({
      Type: 'vulnerability',
      Status: 'not_affected',
      Statement: finding.justification,
      Source: 'OpenVEX',
      Finding: toVulnerability(finding),
    })),
  };
}

function toVulnerability(finding: Finding) {
  return {
    VulnerabilityID: finding.id,
    PkgName: finding.package,
    PkgIdentifier: { PURL: purlOf(finding) },
    InstalledVersion: finding.installed,
    FixedVersion: finding.fixed,
    Status: 'fixed',
    Severity: finding.severity,
    CVSS: { nvd: { V3Score: finding.score } },
    Title: finding.title,
    PrimaryURL: `https://avd.aquasec.com/nvd/${finding.id.toLowerCase()}`,
  };
}

/** The OpenVEX document that takes findings out of the reports. */
export function openVex(product: string, created: string) {
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://acme.example/vex/storefront-2.4.1',
    author: 'Acme Product Security',
    role: 'Product security response team',
    timestamp: created,
    version: 3,
    statements: findings
      .filter((finding) => finding.justification !== undefined)
      .map((finding) => ({
        vulnerability: { name: finding.id },
        products: [{ '@id': product, subcomponents: [{ '@id': purlOf(finding) }] }],
        status: 'not_affected',
        justification: finding.justification,
        impact_statement: `The shop does not reach the weak code of ${finding.package} ${finding.installed}.`,
      })),
  };
}

function purlOf({ kind, package: name, installed }: Finding): string {
  return kind === 'os-pkgs'
    ? `pkg:apk/alpine/${name}@${installed}?distro=3.22.1`
    : `pkg:npm/${name}@${installed}`;
}
