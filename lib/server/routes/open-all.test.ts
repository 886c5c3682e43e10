import { expect, test } from 'vitest';
import { getGraph, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushImage, pushManifest } from '#e2e/fakes/embedded';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';

const reports = 40;
const reference = `${embeddedHost}/acme/app:1.0`;

test('to open all asks twice only about the artifact in the middle, and nothing else that the interface does not ask', async () => {
  const { registry, asked, image } = await registryWithReports();
  testServices({}, registry);
  await getGraph(reference);
  const { nodes } = await getGraph(reference, '&depth=32');
  const fromPage = asked.splice(0);
  testServices({}, registry);
  await getGraph(reference, '&depth=32&fresh=1');
  expect(nodes.size).toBeGreaterThanOrEqual(2 * reports + 1);
  // What refers to it, and its tags, may change between the two walks of the page.
  const twice = fromPage.filter((path, at) => fromPage.indexOf(path) < at);
  const isAboutImage = (path: string) =>
    /\/tags\/list|\/manifests\/1\.0$/.test(path) || path.replace('sha256-', 'sha256:').includes(image.digest);
  expect(twice.filter((path) => !isAboutImage(path))).toEqual([]);
  expect(fromPage.length).toBe(asked.length + twice.length);
});

/** An image with reports, each with a signature of its own; and the questions that are put to it, by method and path. */
async function registryWithReports() {
  const store = await openTestRegistry();
  const image = await pushImage(store, 'acme/app', '1.0');
  const base = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, layers: [] };
  const config = { ...(await pushBlob(store, 'acme/app', '{}')), mediaType: mediaTypes.empty };
  for (let n = 0; n < reports; n++) {
    const annotations = { 'org.example.number': `${n}` };
    const artifact = { ...base, config, annotations };
    const subject = { mediaType: image.mediaType, digest: image.digest, size: image.size };
    const report = await pushManifest(store, 'acme/app', {
      ...artifact,
      artifactType: 'application/vnd.acme.report',
      subject,
    });
    await pushManifest(store, 'acme/app', {
      ...artifact,
      artifactType: 'application/vnd.acme.signature',
      subject: { mediaType: report.mediaType, digest: report.digest, size: report.size },
    });
  }
  const asked: string[] = [];
  const registry: EmbeddedRegistry = {
    ...store,
    handle: async (request) => {
      const { pathname, search } = new URL(request.url);
      asked.push(`${request.method} ${pathname}${search}`);
      return await store.handle(request);
    },
  };
  return { registry, asked, image };
}
