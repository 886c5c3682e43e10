import { createHash } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { mediaTypes } from '#lib/oci/media-type';

const ran = "document.title='ran'";
const lures = [
  `javascript:${ran}`,
  `java\tscript:${ran}`,
  `\u0001javascript:${ran}`,
  ` JAVASCRIPT:${ran}`,
  `javascript&colon;${ran}`,
  `data:text/html,<script>${ran}</script>`,
  `vbscript:${ran}`,
  'https://user:secret@evil.example/',
  `<img src=x onerror="${ran}">`,
  `"><script>${ran}</script>`,
  '{{constructor.constructor("alert(1)")()}}',
];
const keys = ['url', 'source', 'documentation', 'title', 'description', 'vendor'];

test('no annotation becomes markup, a script or a link to anything but the web', async ({
  page,
  request,
  baseURL,
}) => {
  for (const [number, lure] of lures.entries()) {
    const annotations = Object.fromEntries([
      ...keys.map((key) => [`org.opencontainers.image.${key}`, lure]),
      [lure, lure],
      ['org.opencontainers.image.ref.name', 'https://a.example/x'],
    ]);
    await push(request, `lure-${number}`, { annotations });
    await page.goto(`/${new URL(baseURL ?? '').host}/safety/texts:lure-${number}`);
    await expect(page.getByRole('heading', { name: 'Annotations' })).toBeVisible();
    expect(await strangeLinks(page)).toEqual([]);
    await expect(page).not.toHaveTitle('ran');
    await expect(page.locator('img[src="x"], script:not([src]):text("ran")')).toHaveCount(0);
  }
});

test('what would not be seen is shown, on the graph, in annotations and in the manifest', async ({
  page,
  request,
  baseURL,
}) => {
  const title = 'invoice\u202efdp.exe';
  const shown = 'invoice‹U+202E›fdp.exe';
  await push(request, 'hidden', {
    annotations: { 'org.opencontainers.image.title': title },
    artifactType: 'a/b',
  });
  await page.goto(`/${new URL(baseURL ?? '').host}/safety/texts:hidden`);
  await expect(page.getByText(shown).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Manifest' }).click();
  await expect(page.getByRole('tabpanel')).toContainText(shown);
  expect(await page.locator('body').textContent()).not.toContain('\u202e');
});

async function strangeLinks(page: Page): Promise<readonly string[]> {
  const links = await page
    .locator('a[href]')
    .evaluateAll((all) =>
      all.flatMap((link) =>
        link instanceof HTMLAnchorElement ? [[link.protocol, link.username, link.href]] : [],
      ),
    );
  return links.flatMap(([protocol = '', user, href = '']) =>
    ['http:', 'https:'].includes(protocol) && user === '' ? [] : [href],
  );
}

async function push(request: APIRequestContext, tag: string, more: object): Promise<void> {
  const digest = `sha256:${createHash('sha256').update('{}').digest('hex')}`;
  await request.post(`/v2/safety/texts/blobs/uploads/?digest=${digest}`, { data: '{}' });
  const config = { mediaType: mediaTypes.empty, digest, size: 2 };
  const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [config], ...more };
  const answer = await request.put(`/v2/safety/texts/manifests/${tag}`, {
    data: JSON.stringify(manifest),
    headers: { 'content-type': mediaTypes.ociManifest },
  });
  expect(answer.status()).toBe(201);
}
