import { createHash } from 'node:crypto';

/** A document of an attachment, and the type under which it is attached. */
export type Paper = {
  readonly artifactType: string;
  readonly mediaType: string;
  readonly title: string;
  readonly content: unknown;
  readonly annotations?: Readonly<Record<string, string>>;
};

type Write = (serial: number, subject: string) => Paper;

const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

// About what a busy image gathers in a year: scans by night, and for each build its SBOM, VEX and signatures.
const mix: readonly Write[] = [spdx, bundle, sarif, trivy, bundle, openVex, trivy, cycloneDx, bundle, sarif];

/** The document with this number about a subject; the same number and subject give the same bytes. */
export function writePaper(serial: number, subject: string): Paper {
  const write = mix[serial % mix.length] ?? spdx;
  return write(serial, subject);
}

/** A signature in a sigstore bundle, as cosign 3 attaches it to anything; the bytes that would sign are made up. */
export function bundle(serial: number, subject: string): Paper {
  const predicateType = 'https://sigstore.dev/cosign/sign/v1';
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: subject.replace('sha256:', '') } }],
    predicateType,
    predicate: {},
  };
  const sig = createHash('sha512').update(`${serial} ${subject}`).digest('base64');
  return {
    ...{ artifactType: bundleType, mediaType: bundleType, title: `signature-${serial}.sigstore.json` },
    annotations: {
      'dev.sigstore.bundle.content': 'dsse-envelope',
      'dev.sigstore.bundle.predicateType': predicateType,
    },
    content: {
      mediaType: bundleType,
      verificationMaterial: {
        publicKey: { hint: 'mFc0bcn4v3m8QfXqX5Z0yT1x0b1l7m3q2w9e8r7t6y5=' },
        tlogEntries: [],
      },
      dsseEnvelope: {
        payload: Buffer.from(JSON.stringify(statement)).toString('base64'),
        payloadType: 'application/vnd.in-toto+json',
        signatures: [{ sig }],
      },
    },
  };
}

function spdx(serial: number, subject: string): Paper {
  const packages = packagesOf(serial).map(({ name, version }) => ({
    SPDXID: `SPDXRef-${name}`,
    name,
    versionInfo: version,
    downloadLocation: 'NOASSERTION',
    licenseConcluded: 'MIT',
  }));
  return {
    ...{
      artifactType: 'application/spdx+json',
      mediaType: 'application/spdx+json',
      title: `sbom-${serial}.spdx.json`,
    },
    content: {
      ...{
        spdxVersion: 'SPDX-2.3',
        dataLicense: 'CC0-1.0',
        SPDXID: 'SPDXRef-DOCUMENT',
        name: `app build ${serial}`,
      },
      documentNamespace: `https://acme.example/sbom/${serial}/${subject}`,
      creationInfo: { created: dayOf(serial), creators: ['Tool: syft-1.56.0'] },
      packages,
    },
  };
}

function cycloneDx(serial: number, subject: string): Paper {
  const type = 'application/vnd.cyclonedx+json';
  return {
    ...{ artifactType: type, mediaType: type, title: `sbom-${serial}.cdx.json` },
    content: {
      ...{ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 },
      metadata: { timestamp: dayOf(serial), component: { type: 'container', name: 'app', version: subject } },
      components: packagesOf(serial).map(({ name, version }) => ({
        ...{ type: 'library', name, version, purl: `pkg:apk/alpine/${name}@${version}` },
      })),
    },
  };
}

function sarif(serial: number, subject: string): Paper {
  const results = packagesOf(serial).map(({ name }, at) => ({
    ruleId: `ACME-${at + 1}`,
    level: at === 0 ? 'warning' : 'note',
    message: { text: `${name} is built without position independent code.` },
  }));
  return {
    ...{
      artifactType: 'application/sarif+json',
      mediaType: 'application/sarif+json',
      title: `scan-${serial}.sarif`,
    },
    content: {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'acme-check', version: '4.2.0' } },
          properties: { subject, at: dayOf(serial) },
          results,
        },
      ],
    },
  };
}

function trivy(serial: number, subject: string): Paper {
  const Vulnerabilities = packagesOf(serial).map(({ name, version }, at) => ({
    ...{ VulnerabilityID: `CVE-2026-${10_000 + serial + at}`, PkgName: name, InstalledVersion: version },
    Severity: at === 0 ? 'HIGH' : 'LOW',
  }));
  const type = 'application/vnd.aquasec.trivy.report+json';
  return {
    ...{ artifactType: type, mediaType: type, title: `trivy-${serial}.json` },
    content: {
      ...{
        SchemaVersion: 2,
        CreatedAt: dayOf(serial),
        ArtifactName: subject,
        ArtifactType: 'container_image',
      },
      Results: [{ Target: 'app (alpine 3.22.1)', Class: 'os-pkgs', Type: 'alpine', Vulnerabilities }],
    },
  };
}

function openVex(serial: number, subject: string): Paper {
  const statements = packagesOf(serial).map((_, at) => ({
    vulnerability: { name: `CVE-2026-${10_000 + serial + at}` },
    products: [{ '@id': `pkg:oci/app@${subject}` }],
    status: 'not_affected',
    justification: 'vulnerable_code_not_in_execute_path',
  }));
  const type = 'application/vnd.openvex+json';
  return {
    ...{ artifactType: type, mediaType: type, title: `app-${serial}.openvex.json` },
    content: {
      ...{ '@context': 'https://openvex.dev/ns/v0.2.0', '@id': `https://acme.example/vex/${serial}` },
      ...{ author: 'Acme Product Security', timestamp: dayOf(serial), version: 1, statements },
    },
  };
}

function packagesOf(serial: number) {
  return ['musl', 'busybox', 'zlib', 'libcrypto3', 'ca-certificates'].map((name, at) => ({
    name,
    version: `1.${at}.${serial}-r0`,
  }));
}

function dayOf(serial: number): string {
  return new Date(Date.parse('2026-01-01T03:15:00Z') + serial * 3_600_000).toISOString();
}
