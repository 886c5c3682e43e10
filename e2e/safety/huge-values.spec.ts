import { createHash } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { mediaTypes } from '#lib/oci/media-type';

const emptyDigest = digestOf('{}');
const manifest = {
  schemaVersion: 2,
  mediaType: mediaTypes.ociManifest,
  config: { mediaType: mediaTypes.empty, digest: emptyDigest, size: 2 },
  layers: [],
};

test('an annotation of two megabytes does not take the page down', async ({ page, request, baseURL }) => {
  await push(request, 'long', { ...manifest, annotations: { long: 'A'.repeat(2_000_000) } });
  await page.goto(`/${new URL(baseURL ?? '').host}/safety/huge:long`);
  await expect(page.getByText('2,000,000 characters')).toBeVisible();
  await page.getByRole('tab', { name: 'Commands' }).click();
  await expect(page.getByText('Its digest')).toBeVisible();
});

test('what is too much to list is counted', async ({ page, request, baseURL }) => {
  const annotations = Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`key-${i}`, 'x']));
  const layers = Array.from({ length: 10_000 }, (_, i) => ({
    mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar',
    digest: digestOf(String(i)),
    size: 1,
  }));
  await push(request, 'many', { ...manifest, annotations, layers });
  await page.goto(`/${new URL(baseURL ?? '').host}/safety/huge:many`);
  await expect(page.getByText('and 29,800 more, see the manifest')).toBeVisible();
  await page.getByRole('tab', { name: 'Content' }).click();
  await expect(page.getByText('and 9,500 more, see the manifest')).toBeVisible();
});

async function push(request: APIRequestContext, tag: string, document: object): Promise<void> {
  await request.post(`/v2/safety/huge/blobs/uploads/?digest=${emptyDigest}`, { data: '{}' });
  const answer = await request.put(`/v2/safety/huge/manifests/${tag}`, {
    data: JSON.stringify(document),
    headers: { 'content-type': mediaTypes.ociManifest },
  });
  expect(answer.status()).toBe(201);
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
