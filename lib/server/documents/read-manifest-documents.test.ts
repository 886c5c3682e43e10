import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { getGraph, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import { describeBytes } from '#e2e/fakes/fake-store';
import { mediaTypes } from '#lib/oci/media-type';
import { parseReference } from '#lib/oci/reference';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { placeOf } from '#lib/server/sessions/connect';
import { sessionOf } from '#lib/server/sessions/session';
import { getDocumentService, provideDocumentService } from './document-service.ts';
import { readManifestDocuments } from './read-manifest-documents.ts';

let registry: EmbeddedRegistry;
const subject = describeBytes(new TextEncoder().encode('{}'), mediaTypes.ociManifest);
beforeEach(async () => {
  registry = await openTestRegistry();
  testServices({}, registry);
});

function read(reference: string) {
  const place = parseReference(`${embeddedHost}/team/read${reference}`);
  const session = sessionOf(new Request('http://localhost:4400'));
  return readManifestDocuments(placeOf(session, place), place, new AbortController().signal);
}

const statement = (digest: string) =>
  JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'app', digest: { sha256: digest } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: { buildDefinition: {}, runDetails: {} },
  });

async function push(text: string, more: object) {
  const config = { ...(await pushBlob(registry, 'team/read', '{}')), mediaType: mediaTypes.empty };
  const layer = {
    ...(await pushBlob(registry, 'team/read', text)),
    mediaType: 'application/vnd.in-toto+json',
  };
  return await pushManifest(registry, 'team/read', {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config,
    layers: [layer],
    ...more,
  });
}

test('a document of an artifact is an entry with the blob that holds it', async () => {
  const { digest } = await push(statement('0'.repeat(64)), { subject });
  const { entries, isCut } = await read(`@${digest}`);
  expect(isCut).toBe(false);
  expect(entries).toMatchObject([
    { kind: 'provenance', envelope: ['in-toto'], blob: { mediaType: 'application/vnd.in-toto+json' } },
  ]);
});

test('a document whose reader ended is not taken for one that cannot be read', async () => {
  const own = getDocumentService();
  onTestFinished(() => provideDocumentService(own));
  provideDocumentService({ ...own, open: async () => undefined });
  const { digest } = await push(statement('1'.repeat(64)), { subject });
  expect(await read(`@${digest}`)).toMatchObject({
    isCut: true,
    entries: [{ problems: ['Orrery could not read it now. Try again.'] }],
  });
});

test('a SOCI index is said not to be used', async () => {
  const soci = 'application/vnd.amazon.soci.index.v1+json';
  const { digest } = await push('a table of places', { artifactType: soci, subject });
  const { entries } = await read(`@${digest}`);
  expect(entries).toMatchObject([
    {
      parts: [],
      problems: [
        'Orrery does not use this index: it reads the layers of its image whole to list their files.',
      ],
    },
  ]);
});

test('an index carries no documents of its own', async () => {
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] };
  const { digest } = await pushManifest(registry, 'team/read', document);
  expect((await read(`@${digest}`)).entries).toEqual([]);
});

test('a document that was too large for a walk names its node once somebody has opened it', async () => {
  const packages = Array.from({ length: 60_000 }, (_, place) => ({
    name: `p${place}`,
    comment: 'x'.repeat(120),
  }));
  const text = JSON.stringify({ spdxVersion: 'SPDX-2.3', packages });
  const { digest } = await push(text, { artifactType: 'application/spdx+json' });
  const reference = `${embeddedHost}/team/read@${digest}`;
  const titleOf = async () => (await getGraph(reference)).nodes.get(digest)?.title;
  expect(await titleOf()).not.toContain('60000');
  expect((await read(`@${digest}`)).entries).toMatchObject([{ title: 'SPDX 2.3 · 60000 packages' }]);
  expect(await titleOf()).toBe('SPDX 2.3 · 60000 packages');
});
