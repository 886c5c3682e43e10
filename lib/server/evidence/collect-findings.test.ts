import { expect, test } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushImage, pushManifest } from '#e2e/fakes/embedded';
import { findingsSchema } from '#lib/api/contract/findings-contract';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import { getDocumentService, provideDocumentService } from '#lib/server/documents/document-service';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerFindings } from '#lib/server/routes/findings';

const repository = 'acme/app';

async function openImage() {
  const registry = await openTestRegistry();
  testServices({}, registry);
  const image = await pushImage(registry, repository, '1.0');
  return { registry, image };
}

async function attach(
  registry: EmbeddedRegistry,
  subject: Descriptor,
  artifactType: string,
  document: unknown,
  annotations: Readonly<Record<string, string>> = {},
): Promise<Descriptor> {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const blob = await pushBlob(registry, repository, text);
  const empty = await pushBlob(registry, repository, '{}');
  const { digest, size, mediaType } = subject;
  return await pushManifest(registry, repository, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType,
    config: { ...empty, mediaType: mediaTypes.empty },
    layers: [{ ...blob, mediaType: artifactType }],
    subject: { digest, size, mediaType },
    annotations,
  });
}

const vulnerability = {
  VulnerabilityID: 'CVE-2026-1',
  PkgName: 'openssl',
  InstalledVersion: '3.1',
  FixedVersion: '3.2',
  Severity: 'HIGH',
  PkgIdentifier: { PURL: 'pkg:apk/alpine/openssl@3.1' },
};

function trivyReport(vulnerabilities: readonly unknown[], createdAt = '2026-11-01T00:00:00Z') {
  return {
    SchemaVersion: 2,
    CreatedAt: createdAt,
    ArtifactName: 'app',
    Results: [{ Target: 'app', Class: 'os-pkgs', Type: 'alpine', Vulnerabilities: vulnerabilities }],
  };
}

function openVex(product: unknown, status: string, author: string, more: object = {}) {
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `https://openvex.dev/docs/${author}`,
    author,
    timestamp: '2026-11-02T00:00:00Z',
    version: 1,
    statements: [{ vulnerability: { name: 'CVE-2026-1' }, products: [product], status, ...more }],
  };
}

async function findingsOf(reference = `${embeddedHost}/${repository}:1.0`) {
  const response = await callRoute(answerFindings, `/api/findings?ref=${encodeURIComponent(reference)}`);
  expect(response.status).toBe(200);
  return findingsSchema.parse(await response.json());
}

const trivy = 'application/vnd.aquasec.trivy.report+json';

test('a report that hangs on an image gives its open findings', async () => {
  const { registry, image } = await openImage();
  const report = await attach(registry, image, trivy, trivyReport([vulnerability]));
  const findings = await findingsOf();
  expect(findings).toMatchObject({
    about: image.digest,
    reports: [
      { digest: report.digest, tool: 'Trivy', about: image.digest, scannedAt: '2026-11-01T00:00:00Z' },
    ],
    counts: { open: 1, fixable: 1 },
    rows: [
      {
        vulnerability: 'CVE-2026-1',
        severity: 'high',
        package: { name: 'openssl', version: '3.1' },
        fixedIn: ['3.2'],
        tools: ['Trivy'],
        state: 'open',
      },
    ],
    unread: [],
    isComplete: true,
  });
});

const vexType = 'application/vnd.openvex+json';

test('a VEX statement that names the image excuses a finding', async () => {
  const { registry, image } = await openImage();
  await attach(registry, image, trivy, trivyReport([vulnerability]));
  const hash = image.digest.slice('sha256:'.length);
  const product = { '@id': `pkg:oci/app@sha256%3A${hash}?repository_url=${embeddedHost}/${repository}` };
  const vex = await attach(
    registry,
    image,
    vexType,
    openVex(product, 'not_affected', 'acme', { justification: 'vulnerable_code_not_present' }),
  );
  const findings = await findingsOf();
  expect(findings.counts).toMatchObject({ open: 0, notAffected: 1 });
  expect(findings.rows[0]).toMatchObject({
    state: 'excused',
    vex: { status: 'not_affected', author: 'acme', statement: vex.digest },
  });
});

test('of many reports of one tool the newest counts, and the others are counted as older', async () => {
  const { registry, image } = await openImage();
  for (const day of ['01', '02', '03', '04', '05', '06']) {
    const found = day === '06' ? [] : [vulnerability];
    const created = { 'org.opencontainers.image.created': `2026-11-${day}T00:00:00Z` };
    await attach(registry, image, trivy, trivyReport(found, `2026-11-${day}T00:00:00Z`), created);
  }
  const findings = await findingsOf();
  expect(findings.reports).toMatchObject([
    { scannedAt: '2026-11-06T00:00:00Z', newestBy: 'scannedAt', older: 5 },
  ]);
  expect(findings.counts.open).toBe(0);
});

test('a report that cannot be read is told with its reason, and the others still count', async () => {
  const { registry, image } = await openImage();
  const broken = await attach(registry, image, trivy, '{"SchemaVersion":2,"Results":[');
  await attach(registry, image, trivy, trivyReport([vulnerability]));
  const findings = await findingsOf();
  expect(findings.counts.open).toBe(1);
  expect(findings.unread).toEqual([
    { digest: broken.digest, reason: expect.any(String), kind: 'vulnerability-report' },
  ]);
});

test('an image without evidence has no findings, and says that everything was asked', async () => {
  const { image } = await openImage();
  expect(await findingsOf()).toMatchObject({
    about: image.digest,
    reports: [],
    counts: { open: 0 },
    isComplete: true,
  });
});

test('an image with an SBOM and provenance alone has both, and nothing is unread', async () => {
  const { registry, image } = await openImage();
  const packages = [{ SPDXID: 'SPDXRef-a', name: 'a', licenseDeclared: 'GPL-2.0-only' }];
  await attach(registry, image, 'application/spdx+json', { spdxVersion: 'SPDX-2.3', packages });
  await attach(registry, image, 'application/vnd.in-toto+json', {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'app', digest: { sha256: image.digest.slice('sha256:'.length) } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: { buildDefinition: {}, runDetails: { builder: { id: 'https://builder.example' } } },
  });
  expect(await findingsOf()).toMatchObject({
    sboms: [{ packages: 1, copyleft: 1 }],
    provenance: [{ builder: 'https://builder.example' }],
    rows: [],
    unread: [],
  });
});

test('reports on the platforms of an index count for the index', async () => {
  const { registry, image } = await openImage();
  const index = await pushManifest(
    registry,
    repository,
    {
      schemaVersion: 2,
      mediaType: mediaTypes.ociIndex,
      manifests: [
        {
          digest: image.digest,
          size: image.size,
          mediaType: image.mediaType,
          platform: { os: 'linux', architecture: 'arm64' },
        },
      ],
    },
    '2.0',
  );
  await attach(registry, image, trivy, trivyReport([vulnerability]));
  const findings = await findingsOf(`${embeddedHost}/${repository}:2.0`);
  expect(findings.about).toBe(index.digest);
  expect(findings.reports).toMatchObject([{ about: image.digest, platform: 'linux/arm64' }]);
  expect(findings.rows).toMatchObject([{ about: [image.digest] }]);
});

test('CSAF and CycloneDX statements excuse by the identity of the package', async () => {
  const { registry, image } = await openImage();
  const purl = 'pkg:apk/alpine/openssl@3.1';
  await attach(
    registry,
    image,
    trivy,
    trivyReport([vulnerability, { ...vulnerability, VulnerabilityID: 'CVE-2026-2' }]),
  );
  await attach(registry, image, 'application/csaf+json', {
    document: {
      category: 'csaf_vex',
      csaf_version: '2.0',
      title: 'VEX',
      publisher: { name: 'acme', category: 'vendor', namespace: 'https://acme.example' },
      tracking: { id: 'A-1', status: 'final', version: '1', current_release_date: '2026-11-02T00:00:00Z' },
    },
    product_tree: {
      full_product_names: [{ product_id: 'P', name: 'openssl', product_identification_helper: { purl } }],
    },
    vulnerabilities: [{ cve: 'CVE-2026-1', product_status: { known_not_affected: ['P'] } }],
  });
  await attach(registry, image, 'application/vnd.cyclonedx+json', {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [{ 'bom-ref': 'c', type: 'library', name: 'openssl', version: '3.1', purl }],
    vulnerabilities: [{ id: 'CVE-2026-2', analysis: { state: 'exploitable' }, affects: [{ ref: 'c' }] }],
  });
  const { rows, counts } = await findingsOf();
  expect(rows.map(({ vulnerability: id, state, vex }) => [id, state, vex?.status]).sort()).toEqual([
    ['CVE-2026-1', 'excused', 'not_affected'],
    ['CVE-2026-2', 'open', 'affected'],
  ]);
  expect(counts).toMatchObject({ open: 1, notAffected: 1, affected: 1 });
});

test('authors who disagree are both shown, and the finding stays open', async () => {
  const { registry, image } = await openImage();
  await attach(registry, image, trivy, trivyReport([vulnerability]));
  const product = { '@id': 'pkg:apk/alpine/openssl@3.1' };
  await attach(registry, image, vexType, openVex(product, 'not_affected', 'acme'));
  await attach(registry, image, vexType, openVex(product, 'affected', 'upstream'));
  const { rows, counts } = await findingsOf();
  const said = [rows[0]?.vex, ...(rows[0]?.vex?.conflicts ?? [])].map(
    (one) => `${one?.author} ${one?.status}`,
  );
  expect(said.sort()).toEqual(['acme not_affected', 'upstream affected']);
  expect(counts).toMatchObject({ open: 1, notAffected: 0, disagreeing: 1 });
});

test('a statement about another product leaves the finding as it is', async () => {
  const { registry, image } = await openImage();
  await attach(registry, image, trivy, trivyReport([vulnerability]));
  await attach(registry, image, vexType, openVex({ '@id': 'pkg:npm/ws@8.0.0' }, 'not_affected', 'acme'));
  const { rows, statements } = await findingsOf();
  expect(rows[0]).not.toHaveProperty('vex');
  expect(statements).toMatchObject([{ count: 1, applied: 0 }]);
});

test('a statement whose product cannot be told is a doubt and excuses nothing', async () => {
  const { registry, image } = await openImage();
  await attach(registry, image, trivy, trivyReport([vulnerability]));
  await attach(registry, image, vexType, openVex({ '@id': 'Acme Suite' }, 'not_affected', 'acme'));
  const { rows, counts } = await findingsOf();
  expect(rows[0]).toMatchObject({
    state: 'open',
    doubts: [{ author: 'acme', reason: expect.stringMatching(/\.$/) }],
  });
  expect(counts).toMatchObject({ open: 1, notAffected: 0 });
});

test('two scanners that disagree are one row with both severities', async () => {
  const { registry, image } = await openImage();
  await attach(registry, image, trivy, trivyReport([vulnerability]));
  await attach(registry, image, 'application/vnd.anchore.grype+json', {
    descriptor: { name: 'grype', version: '0.90.0', timestamp: '2026-11-01T00:00:00Z' },
    source: { type: 'image', target: { userInput: 'app' } },
    matches: [
      {
        vulnerability: {
          id: 'GHSA-aaaa-bbbb-cccc',
          severity: 'Critical',
          fix: { versions: ['3.2'], state: 'fixed' },
        },
        relatedVulnerabilities: [{ id: 'CVE-2026-1' }],
        artifact: {
          name: 'openssl',
          version: '3.1',
          type: 'apk',
          purl: 'pkg:apk/alpine/openssl@3.1?arch=x86_64',
        },
      },
    ],
  });
  const { rows } = await findingsOf();
  expect(rows).toMatchObject([
    {
      vulnerability: 'CVE-2026-1',
      severity: 'critical',
      tools: expect.arrayContaining(['Trivy', 'Grype']),
      severities: expect.arrayContaining([{ tool: 'Trivy', severity: 'high' }]),
    },
  ]);
});

test('a long report is understood by the reader of documents, also while the artifact is looked around', async () => {
  const { registry, image } = await openImage();
  const many = Array.from({ length: 9_000 }, (_, at) => ({
    ...vulnerability,
    VulnerabilityID: `CVE-2026-${at}`,
  }));
  const report = await attach(registry, image, trivy, trivyReport(many));
  const service = getDocumentService();
  const read: string[] = [];
  provideDocumentService({
    ...service,
    meanings: async (content) => {
      read.push(content.blob.mediaType);
      return await service.meanings(content);
    },
  });
  try {
    expect(await findingsOf()).toMatchObject({
      counts: { open: 9_000 },
      reports: [{ digest: report.digest }],
    });
    expect(read).toContain(trivy);
  } finally {
    provideDocumentService(service);
  }
});
