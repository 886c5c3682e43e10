import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { servePage } from '#e2e/fakes/listen';
import { startOrrery } from '#e2e/registries/orrery';
import { testAccess, testToken } from '#e2e/registries/test-access';

// Who is let in: a browser that nobody knows, scripts, and clients of the registry inside.
test.use({ storageState: { cookies: [], origins: [] } });

// Another site than 127.0.0.1: cookies and Sec-Fetch-Site tell hosts apart, not ports.
const otherSite = 'localhost';

const image = (page: Page) => page.getByRole('treeitem').first();
const isIn = (page: Page) => expect(page.getByRole('combobox', { name: 'Reference' })).toBeVisible();
const isAsked = (page: Page) => page.getByRole('heading', { name: 'Orrery needs its access token' });

test('the address with the token opens, and the token is in no address afterwards', async ({
  page,
  baseURL,
}) => {
  const { host } = new URL(baseURL ?? '');
  const requests: string[] = [];
  page.on('request', (request) => requests.push(JSON.stringify([request.url(), request.headers().referer])));
  await page.goto(`/${host}/acme/storefront:2.4.1?tab=manifest&token=${testToken}`);
  await isIn(page);
  expect(page.url()).not.toContain('token');
  expect(page.url()).toContain('tab=manifest');
  expect(requests.filter((request) => request.includes(testToken))).toHaveLength(1);
  await page.goto('/');
  await isIn(page);
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

test('a browser without it is told where the token stands, and a pasted one opens the page that was wanted', async ({
  page,
  baseURL,
}) => {
  const { host } = new URL(baseURL ?? '');
  const address = `/${host}/acme/storefront:2.4.1?tab=manifest`;
  const answer = await page.goto(address);
  expect(answer?.status()).toBe(401);
  await expect(isAsked(page)).toBeVisible();
  await expect(page.getByText('data/token')).toBeVisible();
  await page.getByLabel('Token').fill('not-the-token');
  await page.getByRole('button', { name: 'Open Orrery' }).click();
  await expect(page.getByRole('alert')).toContainText('This is not the token');
  await page.getByLabel('Token').fill(`${testToken} `);
  await page.getByLabel('Token').press('Enter');
  await isIn(page);
  expect(page.url()).toBe(`${baseURL}${address}`);
});

test('a link on another site leads a browser that is in to the page, and asks one that is not', async ({
  page,
  baseURL,
}) => {
  const address = `${baseURL}/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1?tab=manifest`;
  await using elsewhere = await servePage(`<a href="${address}">the image</a>`, otherSite);
  await page.goto(elsewhere.origin);
  await page.getByRole('link').click();
  await expect(isAsked(page)).toBeVisible();
  await page.goto(`/?token=${testToken}`);
  await isIn(page);
  await page.goto(elsewhere.origin);
  await page.getByRole('link').click();
  await isIn(page);
  expect(page.url()).toBe(address);
  await page.goBack();
  await expect(page.getByRole('link', { name: 'the image' })).toBeVisible();
});

test('a link on another site that carries the token opens too', async ({ page, baseURL }) => {
  await using elsewhere = await servePage(`<a href="${baseURL}/?token=${testToken}">Orrery</a>`, otherSite);
  await page.goto(elsewhere.origin);
  await page.getByRole('link').click();
  await isIn(page);
  expect(page.url()).toBe(`${baseURL}/`);
});

test('two Orreries on one host do not shut out the browser of each other', async ({ page, baseURL }) => {
  const other = await startOrrery();
  try {
    await page.goto(`/?token=${testToken}`);
    await page.goto(`${other.url}/?token=${testToken}`);
    for (const url of [baseURL ?? '', other.url]) {
      await page.goto(url);
      await isIn(page);
    }
  } finally {
    await other.stop();
  }
});

test('the first start makes a token that its owner alone can read, and the next start keeps it', async ({
  page,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-token-'));
  const start = { hasTestToken: false, settings: { ORRERY_DATA_DIR: folder } };
  const first = await startOrrery(start);
  const address = addressIn(first.output());
  expect((await stat(join(folder, 'token'))).mode & 0o777).toBe(0o600);
  expect(address).toBe(`${first.url}/?token=${(await readFile(join(folder, 'token'), 'utf8')).trim()}`);
  await page.goto(address);
  await isIn(page);
  await first.stop();

  const second = await startOrrery({ ...start, port: Number(new URL(first.url).port) });
  try {
    expect(addressIn(second.output())).toBe(address);
    expect((await page.goto(second.url))?.status()).toBe(200);
  } finally {
    await second.stop();
    await rm(folder, { recursive: true });
  }
});

test('a script is let in by the header, and told of it without', async ({ request, baseURL }) => {
  const { host } = new URL(baseURL ?? '');
  const paths = [
    ...['/api/registries', `/api/tags?ref=${host}/acme/storefront`, '/api/openapi.json', '/api/plans'],
    ...[`/api/graph?ref=${host}/acme/storefront:2.4.1`, `/api/archive?ref=${host}/acme/storefront:2.4.1`],
  ];
  for (const path of paths) {
    const refused = await request.get(path);
    expect(refused.status(), path).toBe(401);
    expect(await refused.json()).toMatchObject({
      code: 'token-needed',
      hint: expect.stringContaining('Authorization: Bearer'),
    });
    expect((await request.get(path, { headers: testAccess })).status(), path).toBe(200);
  }
  for (const path of ['/livez', '/readyz', '/v2/', '/v2/acme/storefront/tags/list']) {
    expect((await request.get(path)).status(), path).toBe(200);
  }
});

test('a registry inside that is switched off for others is still shown here', async ({ page, request }) => {
  const orrery = await startOrrery({ demo: true, settings: { ORRERY_REGISTRY: 'off' } });
  try {
    const answer = await request.get(`${orrery.url}/v2/acme/storefront/tags/list`);
    expect(answer.status()).toBe(404);
    expect(await answer.json()).toMatchObject({
      errors: [{ message: expect.stringContaining('ORRERY_REGISTRY=off') }],
    });
    await page.goto(`${orrery.url}/${orrery.host}/acme/storefront:2.4.1?token=${testToken}`);
    await expect(image(page)).toBeVisible();
  } finally {
    await orrery.stop();
  }
});

test('ORRERY_ACCESS=open asks nobody', async ({ page }) => {
  const orrery = await startOrrery({ access: 'open' });
  try {
    await page.goto(orrery.url);
    await isIn(page);
    expect(addressIn(orrery.output())).toBe(`${orrery.url}/`);
  } finally {
    await orrery.stop();
  }
});

function addressIn(output: string): string {
  return /Orrery is at (\S+)/.exec(output)?.[1] ?? '';
}
