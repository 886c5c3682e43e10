import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { seeAllArtifacts } from '#e2e/demo/see-all-artifacts';

let host: string;
let storefront: string;

test.beforeEach(({ baseURL }) => {
  host = new URL(baseURL ?? '').host;
  storefront = `/${host}/acme/storefront:2.4.1`;
});

test('the evidence of an artifact stands in the head line, and what it cost in the foot line', async ({
  page,
}) => {
  await page.goto(storefront);
  await seeAllArtifacts(page);
  await expect(page.getByText(/\d+ requests, \d+ from cache/)).toBeVisible();
  const evidence = page.getByRole('list', { name: 'Evidence' });
  for (const part of [/^signed 4×, cannot check$/, /^built from shop\/storefront@7c1f0e6$/])
    await expect(evidence.getByRole('link', { name: part })).toBeVisible();
});

test.describe('before any code has come', () => {
  test.use({ javaScriptEnabled: false });

  test('a page says what its artifact is', async ({ page }) => {
    const panel = page.getByRole('complementary', { name: 'Inspector' });
    // On a machine that does much else the server may take longer than a page waits for it.
    await expect(async () => {
      await page.goto(storefront);
      await expect(panel.getByText(/^sha256:[0-9a-f]{64}$/)).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expect(panel.getByRole('heading', { name: 'Index' })).toBeVisible();
    await expect(page.getByText(/^2 platforms · /)).toBeVisible();
  });
});

test('thirty reports of one kind are one stack, which opens in place', async ({ page }) => {
  await page.goto(storefront);
  await expect(treeItem(page, /^Trivy reports, 30 artifacts/)).toBeVisible();
  await expect(treeItem(page, / · Trivy,/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Open the stack of 30' }).click();
  await expect(treeItem(page, / · Trivy,/).first()).toBeVisible();
  await expect(page).toHaveURL(/stack=/);
});

test('a stack is selected as one thing: when, how many, and each report of it a click away', async ({
  page,
}) => {
  await page.goto(storefront);
  await treeItem(page, /^Trivy reports, 30 artifacts/).click();
  const panel = page.getByRole('complementary', { name: 'Inspector' });
  await expect(panel.getByRole('heading', { name: /^30 Trivy reports, 24 Oct – 22 Nov$/ })).toBeVisible();
  await expect(panel.getByRole('row')).toHaveCount(31);
  await expect(page).toHaveURL(/pile=/);
  await page.reload();
  await panel.getByRole('button', { name: '22 Nov', exact: true }).click();
  await expect(panel.getByText('newest of 30')).toBeVisible();
  await panel.getByRole('button', { name: 'Older' }).click();
  await expect(panel.getByText('2 of 30')).toBeVisible();
  await panel.getByRole('button', { name: 'Trivy reports', exact: true }).click();
  await expect(panel.getByRole('row')).toHaveCount(31);
});

test('an expanded node shows what hangs on it, and the address brings all of it back', async ({ page }) => {
  await page.goto(storefront);
  await treeItem(page, /^SPDX 2\.3/)
    .first()
    .click();
  await page.keyboard.press('ArrowRight');
  await expect(treeItem(page, /^acme\.license-review/)).toBeVisible();
  await page.goto(page.url());
  await expect(treeItem(page, /^acme\.license-review/)).toBeVisible();
  await expect(treeItem(page, /^SPDX 2\.3/).first()).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('heading', { level: 2, name: /^SPDX 2\.3/ })).toBeVisible();
});

test('the graph can be walked with the keyboard alone', async ({ page }) => {
  await page.goto(storefront);
  await page.getByRole('treeitem', { level: 1 }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(treeItem(page, /^Signature with a key/).first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(treeItem(page, /^SPDX 2\.3/).last()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('acme/storefront@sha256:');
});

test('a filter emphasises one kind and takes nothing away', async ({ page }) => {
  await page.goto(storefront);
  const filter = page.getByRole('group', { name: 'Quick filters' });
  await filter.getByRole('button', { name: 'sbom 4' }).click();
  await expect(page).toHaveURL(/kind=sbom/);
  await expect(page.getByRole('treeitem')).toHaveCount(18);
  const dimmed = page
    .getByRole('application', { name: 'Graph' })
    .getByRole('button', { name: /^OpenVEX/ })
    .first();
  await expect(dimmed).toBeVisible();
});

test('the manifest is shown with its exact bytes, and its digests lead on', async ({
  page,
  request,
  baseURL,
}) => {
  await page.goto(storefront);
  await treeItem(page, /^SARIF/).click();
  await page.getByRole('tab', { name: 'Manifest' }).click();
  const subject = page.getByRole('region', { name: 'Manifest' }).getByRole('link').last();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download manifest' }).click();
  const saved = await readFile(await (await download).path(), 'utf8');
  const digest = new URL(page.url()).searchParams.get('selected');
  const answer = await request.get(`${baseURL}/v2/acme/storefront/manifests/sha256:${digest}`);
  expect(saved).toBe(await answer.text());
  await subject.click();
  await expect(page.getByRole('treeitem', { level: 1 })).toHaveAttribute('aria-selected', 'true');
});

test('the content of an SBOM can be read and downloaded', async ({ page }) => {
  await page.goto(storefront);
  await treeItem(page, /^SPDX 2\.3/)
    .first()
    .click();
  await page.getByRole('tab', { name: 'Bytes' }).click();
  await expect(page.getByRole('region', { name: 'Content' })).toContainText('SPDX-2.3');
  const download = page.waitForEvent('download');
  await page
    .getByRole('tabpanel')
    .getByRole('button', { name: /^Download/ })
    .click();
  expect((await download).suggestedFilename()).toBe('storefront-2.4.1.spdx.json');
});

test('the commands of a view name the tools that give the same answer', async ({ page }) => {
  await page.goto(storefront);
  await page.getByRole('tab', { name: 'Commands' }).click();
  for (const tool of ['oras', 'regctl', 'crane', 'cosign']) {
    await expect(page.getByRole('button', { name: `Copy ${tool} command` }).first()).toBeVisible();
  }
});

test('a referrer whose subject is gone is shown beside a ghost', async ({ page }) => {
  await page.goto(`/${host}/acme/storefront:withdrawal-2.3.7`);
  await expect(treeItem(page, /^Index, not in the registry/)).toBeVisible();
});

test('what cosign 2 kept under tags is found, and called what it is', async ({ page }) => {
  await page.goto(`/${host}/acme/payments:3.2.0`);
  const evidence = page.getByRole('list', { name: 'Evidence' });
  await expect(evidence.getByRole('link', { name: 'signed, cannot check: no key' })).toBeVisible();
  for (const title of [/^Signature with a key/, /^SPDX 2\.3/, /^Tests passed/])
    await expect(treeItem(page, title)).toBeVisible();
});

test('the attestations of a build stand at the platforms they are about', async ({ page }) => {
  await page.goto(`/${host}/acme/checkout:1.9.0`);
  await expect(treeItem(page, /^Build attestation/).first()).toBeVisible();
});

test('what a terminal attaches appears after a refresh, and nothing else moves', async ({
  page,
  request,
  baseURL,
}) => {
  const image = `/v2/acme/inventory/manifests/`;
  const [tag] = (await (await request.get(`${baseURL}/v2/acme/inventory/tags/list`)).json()).tags;
  await page.goto(`/${host}/acme/inventory:${tag}`);
  await expect(page.getByRole('treeitem', { level: 1 })).toBeVisible();
  const head = await request.head(`${baseURL}${image}${tag}`);
  const headers = head.headers();
  const empty = { mediaType: 'application/vnd.oci.empty.v1+json', digest: emptyDigest, size: 2 };
  await request.post(`${baseURL}/v2/acme/inventory/blobs/uploads/?digest=${emptyDigest}`, {
    data: Buffer.from('{}'),
  });
  await request.put(`${baseURL}${image}review`, {
    headers: { 'content-type': manifestType },
    data: JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      artifactType: 'application/vnd.acme.release-note.v1',
      config: empty,
      layers: [empty],
      subject: {
        mediaType: headers['content-type'],
        digest: headers['docker-content-digest'],
        size: Number(headers['content-length']),
      },
    }),
  });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(treeItem(page, /^acme\.release-note\.v1/)).toBeVisible();
});

test('on a narrow screen the outline stands in for the canvas, and the inspector opens over it', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(storefront);
  await expect(page.getByRole('application', { name: 'Graph' })).toHaveCount(0);
  await treeItem(page, /^OpenVEX/)
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 2, name: 'OpenVEX' })).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

const emptyDigest = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
const manifestType = 'application/vnd.oci.image.manifest.v1+json';

function treeItem(page: Page, name: RegExp) {
  return page.getByRole('treeitem', { name });
}

test('words find nodes, Enter goes from hit to hit, and the address keeps them', async ({
  page,
  baseURL,
}) => {
  await page.goto(`/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1`);
  const find = page.getByRole('searchbox', { name: 'Find in the graph' });
  await find.fill('sbom');
  await expect(page).toHaveURL(/find=sbom/);
  await find.press('Enter');
  await expect(page.getByText(/^1 of [2-9]/)).toBeVisible();
  await find.press('Enter');
  await expect(page.getByText(/^2 of [2-9]/)).toBeVisible();
  await expect(page).toHaveURL(/selected=/);
  await find.press('Escape');
  await expect(page).not.toHaveURL(/find=/);
});

test('a tag that is not there leads to those that are', async ({ page }) => {
  await page.goto(`/${host}/acme/storefront:2.4.99`);
  await page.getByRole('link', { name: 'Tags of acme/storefront' }).click();
  await expect(page.getByRole('link', { name: /^2\.4\.1/ })).toBeVisible();
});
