import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import { parseDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { parseReference } from '#lib/oci/reference';
import { getDocumentService } from '#lib/server/documents/document-service';
import { placeOf } from '#lib/server/sessions/connect';
import { sessionOf } from '#lib/server/sessions/session';
import { readCarrier } from './read-carrier.ts';

const repository = 'acme/app';
const trivy = 'application/vnd.aquasec.trivy.report+json';
const { signal } = new AbortController();

async function carry(document: string) {
  const registry = await openTestRegistry();
  testServices({}, registry);
  const blob = { ...(await pushBlob(registry, repository, document)), mediaType: trivy };
  const config = { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.empty };
  const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: trivy, config };
  const { digest } = await pushManifest(registry, repository, { ...manifest, layers: [blob] });
  return { blob, digest, read: () => read(digest) };
}

async function read(digest: string) {
  const reference = parseReference(`${embeddedHost}/${repository}@${digest}`);
  const place = placeOf(sessionOf(new Request('http://localhost:4400')), reference);
  const carrier = parseDigest(digest);
  const use = {
    join: digest,
    order: 0,
    place: { digest: carrier, about: carrier },
    artifact: { root: carrier, platforms: new Map(), references: [] },
    olderUnread: 0,
  };
  return await readCarrier(place, reference, use, signal);
}

test('all findings of a long report stay with the reader for the join, once', async () => {
  const Vulnerabilities = Array.from({ length: 4_500 }, (_, at) => ({
    VulnerabilityID: `CVE-2026-${at}`,
    PkgName: 'a',
    InstalledVersion: '1',
    Severity: 'LOW',
  }));
  const report = { SchemaVersion: 2, ArtifactName: 'app', Results: [{ Target: 'app', Vulnerabilities }] };
  const { digest, read: readReport } = await carry(JSON.stringify(report));
  const { documents, problems } = await readReport();
  expect([problems, documents.map(({ told }) => told)]).toEqual([[], [{ isNothing: false, isKept: true }]]);
  const { join } = getDocumentService();
  const joined = await join(digest);
  expect([joined?.counts.open, joined?.reports.length]).toEqual([4_500, 1]);
  expect(await join(digest)).toBeUndefined();
});

test('an artifact that is not there is a problem and no failure', async () => {
  await carry('{}');
  const { documents, problems } = await read(parseDigest(`sha256:${'f'.repeat(64)}`));
  expect(documents).toEqual([]);
  expect(problems).toHaveLength(1);
});
