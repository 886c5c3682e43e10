import type { Finding } from '#e2e/demo/documents/findings';
import { earlierFindings, findings, secondFindings } from '#e2e/demo/documents/findings';

export type Scan = {
  /** Counted from 0. */
  readonly day: number;
  /** RFC 3339. */
  readonly created: string;
  readonly image: string;
  readonly digest: string;
};

/** The report of one night, in Trivy's JSON; what a VEX statement has judged by then stands apart. */
export function trivyReport(scan: Scan) {
  return reportOf(scan, findings);
}

/** The only report of the release before. */
export function earlierTrivyReport(scan: Scan) {
  return reportOf(scan, earlierFindings);
}

function reportOf({ day, created, image, digest }: Scan, known: readonly Finding[]) {
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
      result(`${image} (alpine 3.22.1)`, 'alpine', day, ofKind(known, 'os-pkgs')),
      result('Node.js', 'node-pkg', day, ofKind(known, 'lang-pkgs')),
    ],
  };
}

function ofKind(known: readonly Finding[], kind: Finding['kind']) {
  return known.filter((finding) => finding.kind === kind);
}

function result(target: string, type: string, day: number, here: readonly Finding[]) {
  const judged = here.filter(({ judgedOnDay = Number.POSITIVE_INFINITY }) => judgedOnDay <= day);
  return {
    Target: target,
    Class: here[0]?.kind ?? 'lang-pkgs',
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
    ...(finding.fixed === '' ? { Status: 'affected' } : { FixedVersion: finding.fixed, Status: 'fixed' }),
    Severity: finding.severity,
    CVSS: { nvd: { V3Score: finding.score } },
    Title: finding.title,
    PrimaryURL: `https://avd.aquasec.com/nvd/${finding.id.toLowerCase()}`,
  };
}

const raised: Readonly<Record<string, string>> = { LOW: 'Medium' };

/**
 * The report of another scanner, in Grype's JSON: it knows no VEX, finds two weaknesses more, thinks the small ones
 * graver, and does not look at the libraries of the system.
 */
export function grypeReport({ created, image, digest }: Omit<Scan, 'day'>) {
  const known = [...ofKind(findings, 'lang-pkgs'), ...secondFindings];
  return {
    matches: known.map((finding) => ({
      vulnerability: {
        id: finding.id,
        dataSource: `https://nvd.nist.gov/vuln/detail/${finding.id}`,
        namespace: 'nvd:cpe',
        severity: raised[finding.severity] ?? capitalised(finding.severity),
        description: finding.title,
        cvss: [
          { source: 'nvd@nist.gov', type: 'Primary', version: '3.1', metrics: { baseScore: finding.score } },
        ],
        fix: { versions: [finding.fixed], state: 'fixed' },
      },
      relatedVulnerabilities: [],
      matchDetails: [{ type: 'exact-direct-match', matcher: 'javascript-matcher' }],
      artifact: {
        name: finding.package,
        version: finding.installed,
        type: 'npm',
        language: 'javascript',
        purl: purlOf(finding),
        locations: [{ path: `/srv/storefront/node_modules/${finding.package}/package.json` }],
      },
    })),
    source: {
      type: 'image',
      target: { userInput: image, manifestDigest: digest, repoDigests: [], tags: [image], os: 'linux' },
    },
    distro: { name: 'alpine', version: '3.22.1', idLike: [] },
    descriptor: { name: 'grype', version: '0.104.1', timestamp: created },
  };
}

function capitalised(word: string): string {
  return word.charAt(0) + word.slice(1).toLowerCase();
}

/** A statement of the team that runs the shop, which does not agree with the security team about one of them. */
export function teamVex(product: string, created: string) {
  const disputed = findings.filter(({ package: name }) => name === 'nodemailer');
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://acme.example/vex/storefront-2.4.1-operations',
    author: 'Acme Shop Operations',
    timestamp: created,
    version: 1,
    statements: disputed.map((finding) => ({
      vulnerability: { name: finding.id },
      products: [{ '@id': product, subcomponents: [{ '@id': purlOf(finding) }] }],
      status: 'affected',
      action_statement: 'Update nodemailer to 7.0.11: the order mails take addresses from the customer.',
    })),
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
