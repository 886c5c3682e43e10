import { expect, test } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushImage, pushManifest } from '#e2e/fakes/embedded';
import { findingsSchema } from '#lib/api/contract/findings-contract';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
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
