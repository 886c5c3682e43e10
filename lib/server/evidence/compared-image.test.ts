import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushImage, pushManifest } from '#e2e/fakes/embedded';
import { mediaTypes } from '#lib/oci/media-type';
import { parseReference } from '#lib/oci/reference';
import { placeOf } from '#lib/server/sessions/connect';
import { sessionOf } from '#lib/server/sessions/session';
import { openImage, openSide } from './compared-image.ts';

const { signal } = new AbortController();

async function openRegistry() {
  const registry = await openTestRegistry();
  testServices({}, registry);
  const open = (tag: string) => {
    const reference = parseReference(`${embeddedHost}/acme/app:${tag}`);
    const { client } = placeOf(sessionOf(new Request('http://localhost:4400')), reference);
    return openSide(client, reference, signal);
  };
  return { registry, open };
}

test('of an index the image of the platform is taken, or the first one', async () => {
  const { registry, open } = await openRegistry();
  const { digest, size, mediaType } = await pushImage(registry, 'acme/app', 'arm');
  const entry = (architecture: string) => ({
    digest,
    size,
    mediaType,
    platform: { os: 'linux', architecture },
  });
  const manifests = [
    entry('arm64'),
    entry('amd64'),
    { ...entry('unknown'), platform: { os: 'unknown', architecture: 'unknown' } },
  ];
  await pushManifest(
    registry,
    'acme/app',
    { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests },
    '1',
  );
  const side = await open('1');
  expect([...side.images.keys()]).toEqual(['linux/arm64', 'linux/amd64']);
  expect((await openImage(side, 'linux/amd64', signal)).platform).toBe('linux/amd64');
  expect((await openImage(side, 'linux/riscv64', signal)).platform).toBe('linux/arm64');
});

test('what has no config of an image says so', async () => {
  const { registry, open } = await openRegistry();
  const config = { ...(await pushBlob(registry, 'acme/app', '{}')), mediaType: mediaTypes.empty };
  await pushManifest(
    registry,
    'acme/app',
    { schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: 'a/b', config, layers: [] },
    '1',
  );
  const image = await openImage(await open('1'), undefined, signal);
  expect(image).toMatchObject({ layers: [], noConfig: 'It has no image config.' });
});
