import { afterEach, beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import { mediaTypes } from '#lib/oci/media-type';
import { getDocumentService, provideDocumentService } from '#lib/server/documents/document-service';
import type { DocumentService } from '#lib/server/documents/document-types';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { placeOf } from '#lib/server/sessions/connect';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { makeJws, makeSigner } from '#lib/verify/notation/testing/make-envelope';
import { readDocumentRecords } from './document-records.ts';

const at = { registry: embeddedHost, repository: 'team/app' };
const session = { credentials: createCredentialStore(), owner: '' };
const { signal } = new AbortController();
let registry: EmbeddedRegistry;

beforeEach(async () => {
  registry = await openTestRegistry();
  testServices({}, registry);
});

async function read(mediaType: string, document: unknown) {
  const content = document instanceof Uint8Array ? document : JSON.stringify(document);
  const blob = await pushBlob(registry, at.repository, content);
  const { digest } = await pushManifest(registry, at.repository, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: mediaType,
    config: { ...(await pushBlob(registry, at.repository, '{}')), mediaType: mediaTypes.empty },
    layers: [{ ...blob, mediaType }],
  });
  return await readDocumentRecords(placeOf({ ...session }, at), { ...at, digest }, signal);
}

test('packages go by their purl, and without one by what the document says', async () => {
  const components = [
    {
      type: 'library',
      name: 'log4j-core',
      version: '9',
      purl: 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1',
    },
    { type: 'library', name: '@acme/web', version: '1.0.0', purl: 'pkg:npm/%40acme/web@1.0.0' },
    { type: 'library', name: 'plain', licenses: [{ expression: 'MIT OR Apache-2.0' }] },
  ];
  const [record] = await read('application/vnd.cyclonedx+json', {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components,
  });
  expect(record).toMatchObject({
    kind: 'sbom',
    packages: [
      { type: 'maven', name: 'org.apache.logging.log4j/log4j-core', version: '2.14.1' },
      { type: 'npm', name: '@acme/web', version: '1.0.0' },
      { name: 'plain', version: '' },
    ],
    licences: ['MIT OR Apache-2.0'],
  });
  expect(record).not.toHaveProperty('vulnerabilities');
});

test('open vulnerabilities are kept by each of their names', async () => {
  const finding = (id: string, aliases: readonly string[], severity: string) => ({
    VulnerabilityID: id,
    VendorIDs: aliases,
    PkgName: 'log4j-core',
    InstalledVersion: '2.14.1',
    Severity: severity,
  });
  const [record] = await read('application/vnd.aquasec.trivy.report+json', {
    SchemaVersion: 2,
    ArtifactName: 'app',
    Results: [{ Target: 'app', Vulnerabilities: [finding('CVE-2021-44228', ['GHSA-jfh8'], 'CRITICAL')] }],
  });
  expect(record).toMatchObject({ kind: 'vulnerability-report' });
  expect(record?.vulnerabilities).toContainEqual({ id: 'CVE-2021-44228', severity: 'critical' });
});

test('a provenance tells its builder and the repository of its sources', async () => {
  const [record] = await read('application/vnd.in-toto+json', {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'app', digest: { sha256: 'a'.repeat(64) } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: {
          workflow: { repository: 'https://github.com/acme/app', ref: 'refs/heads/main' },
        },
      },
      runDetails: { builder: { id: 'https://github.com/actions/runner' } },
    },
  });
  expect(record).toMatchObject({
    kind: 'provenance',
    builder: 'https://github.com/actions/runner',
    source: 'https://github.com/acme/app',
  });
});

test('a signature tells who signed by the certificate in it', async () => {
  const signer = makeSigner({ commonName: 'release' });
  const [record] = await read('application/jose+json', makeJws(signer));
  expect(record).toMatchObject({
    kind: 'signature',
    signer: { subject: expect.stringContaining('release'), issuer: expect.stringContaining('root') },
  });
});

test('what cannot be read says why, and holds no list that would be taken for whole', async () => {
  const [record] = await read('application/vnd.cyclonedx+json', 'no SBOM');
  expect(record?.unread).toEqual(expect.stringMatching(/./));
  expect(record).not.toHaveProperty('packages');
});

const own = getDocumentService();
afterEach(() => provideDocumentService(own));

/** An SBOM that holds so many packages, for all that its reader says. */
async function readLong(total: number, problem?: string) {
  const row = { name: 'good', licences: [] };
  const rows: DocumentService['rows'] = async ({ query: { offset, count } }) => ({
    ...{
      rows: Array.from({ length: Math.min(count, total - offset) }, () => row),
      total,
      of: total,
      facets: {},
    },
    ...{ isComplete: true, ...(problem === undefined ? {} : { problem }) },
  });
  provideDocumentService({ ...own, rows });
  const components = [{ type: 'library', name: 'good' }];
  const document = { bomFormat: 'CycloneDX', specVersion: '1.6', components };
  return (await read('application/vnd.cyclonedx+json', document))[0];
}

test('of packages that are too many to be searched it is said that there are more', async () => {
  const record = await readLong(1_000_000);
  expect(record?.packages).toHaveLength(102_000);
  expect(record?.unread).toBe('Only the first 102,000 packages were read: there are more.');
});

test('of packages whose list breaks off it is said that there may be more', async () => {
  const problem = 'Only the first 2,500 could be read: The JSON ends early.';
  const record = await readLong(2_500, problem);
  expect(record?.packages).toHaveLength(2_500);
  expect(record?.unread).toBe(problem);
  expect(await readLong(2_500)).not.toHaveProperty('unread');
});
