import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore, describeBytes } from '#e2e/fakes/fake-store';
import { walkLimits, walkToEnd } from '#e2e/fakes/walk-to-end';
import { mediaTypes } from '#lib/oci/media-type';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

const limits = { ...walkLimits, documentsMax: 9 };

/** An image whose config has this size, and what its registry answers for it. */
function imageWith(size: number, getBlob: RegistryClient['getBlob']) {
  const store = createFakeStore();
  const bytes = new TextEncoder().encode(`{"os":"linux","architecture":"arm64","x":"${'y'.repeat(size)}"}`);
  const config = describeBytes(bytes, mediaTypes.ociConfig);
  const image = store.put({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] }, '1.0');
  return { image, bytes, client: createFakeClient(store, { getBlob }) };
}

test('of a huge config the head is asked for, and tells the platform', async () => {
  const ranges: (string | undefined)[] = [];
  const { image, bytes, client } = imageWith(5 * 2 ** 20, async (_, __, options) => {
    ranges.push(options?.range);
    const body = new Blob([bytes.subarray(0, 64 * 1024)]).stream();
    return { body, size: 64 * 1024, contentRange: undefined };
  });
  const graph = await walkToEnd(client, '1.0', { limits });
  expect(ranges).toEqual(['bytes=0-65535']);
  expect(graph.nodes.get(image.digest)?.title).toBe('linux/arm64');
});

test('a config that cannot be read leaves what was declared, and says why', async () => {
  const { image, client } = imageWith(9, async () => {
    throw new RegistryError('unavailable', 'fake.test', 'The registry does not answer.');
  });
  const graph = await walkToEnd(client, '1.0', { limits });
  expect(graph.nodes.get(image.digest)).toMatchObject({
    title: 'Image',
    basis: 'What it carries could not be read: The registry does not answer.',
  });
});
