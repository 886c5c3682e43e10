import { expect, onTestFinished, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import type { Kind } from '#lib/oci/kind';
import { mediaTypes } from '#lib/oci/media-type';
import { getDocumentService, provideDocumentService } from '#lib/server/documents/document-service';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { compareSboms, lackOf } from './compare-sboms.ts';

const side = (name: string, isComplete = true, kinds: readonly Kind[] = []) => ({
  name,
  around: { isComplete, carriers: kinds.map((kind) => ({ node: { kind } })) },
});

test('a side without evidence is named', () => {
  expect(lackOf('sbom', [side('app:1')])).toBe('app:1 has no SBOM.');
});

test('when neither side has any, one sentence says so', () => {
  expect(lackOf('sbom', [side('app:1'), side('app:2')])).toBe('No SBOM is attached to either of them.');
});

test('where not everything could be asked nothing is said not to be there', () => {
  expect(lackOf('sbom', [side('app:1', false)])).toBe(
    'No SBOM of app:1 was found, and not every question has an answer.',
  );
});

test('an SBOM that is there and was not understood is not called missing', () => {
  expect(lackOf('sbom', [side('app:1', true, ['sbom'])])).toBe('The SBOM of app:1 could not be read.');
});

test('of an SBOM that is too long to be read whole it is said that not all of it is compared', async () => {
  const registry = await openTestRegistry();
  testServices({}, registry);
  const own = getDocumentService();
  onTestFinished(() => provideDocumentService(own));
  const row = { name: 'good', licences: [] };
  provideDocumentService({
    ...own,
    rows: async ({ query: { count } }) => ({
      ...{ rows: Array.from({ length: count }, () => row), total: 1_000_000, of: 1_000_000, facets: {} },
      isComplete: true,
    }),
  });
  const repository = 'team/long';
  const type = 'application/vnd.cyclonedx+json';
  const blob = await pushBlob(registry, repository, '{"bomFormat":"CycloneDX","components":[]}', type);
  const { digest } = await pushManifest(registry, repository, {
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: type, layers: [blob] },
    config: { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.empty },
  });
  const reference = { registry: embeddedHost, repository, digest };
  const long = (name: string) => ({
    name,
    image: { digest },
    around: { root: digest, isComplete: true, carriers: [] },
    sboms: [
      {
        digest,
        about: digest,
        title: 'SBOM',
        packages: 1,
        copyleft: 0,
        place: { reference, blob: blob.digest, index: 0 },
      },
    ],
  });
  const request = {
    session: { credentials: createCredentialStore(), owner: '' },
    signal: new AbortController().signal,
  };
  const cut = 'Only the first 102,000 packages were read: there are more.';
  expect(await compareSboms(long('app:1'), long('app:2'), request)).toMatchObject({
    state: 'compared',
    doubts: [
      `Not all of the SBOM of app:1 is compared. ${cut}`,
      `Not all of the SBOM of app:2 is compared. ${cut}`,
    ],
  });
});
