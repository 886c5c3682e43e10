import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import { parseDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { parseReference } from '#lib/oci/reference';
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
  return { blob, read: () => read(digest) };
}

async function read(digest: string) {
  const reference = parseReference(`${embeddedHost}/${repository}@${digest}`);
  const place = placeOf(sessionOf(new Request('http://localhost:4400')), reference);
  return await readCarrier(place, reference, signal);
}

test('all findings of a long report are read, page by page', async () => {
  const Vulnerabilities = Array.from({ length: 4_500 }, (_, at) => ({
    VulnerabilityID: `CVE-2026-${at}`,
    PkgName: 'a',
    InstalledVersion: '1',
    Severity: 'LOW',
  }));
  const report = { SchemaVersion: 2, ArtifactName: 'app', Results: [{ Target: 'app', Vulnerabilities }] };
  const { documents, problems } = await (await carry(JSON.stringify(report))).read();
  expect(problems).toEqual([]);
  expect([...(documents[0]?.document.findings ?? [])]).toHaveLength(4_500);
});

test('an artifact that is not there is a problem and no failure', async () => {
  await carry('{}');
  const { documents, problems } = await read(parseDigest(`sha256:${'f'.repeat(64)}`));
  expect(documents).toEqual([]);
  expect(problems).toHaveLength(1);
});
