import { expect, test } from '@playwright/test';
import { servePage } from '#e2e/fakes/listen';
import { openAlive } from '#e2e/screens/open-alive';

const digest = 'sha256:0000000000000000000000000000000000000000000000000000000000000000';

for (const path of [
  '/',
  '/HOST',
  '/HOST/acme/storefront',
  '/HOST/acme/storefront:2.4.1',
  '/HOST/UPPER/case:1',
  `/HOST/acme/storefront@${digest}`,
]) {
  test(`nothing on ${path} breaks the content security policy`, async ({ page, baseURL }) => {
    const messages: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    page.on('pageerror', (error) => messages.push(String(error)));
    const response = await page.goto(path.replace('HOST', new URL(baseURL ?? '').host));
    await expect(page.getByRole('combobox', { name: 'Reference' })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(response?.headers()['content-security-policy']).toContain("default-src 'none'");
    expect(messages.filter((text) => /Content.Security.Policy|Hydration|Minified React/i.test(text))).toEqual(
      [],
    );
  });
}

test('a page of another origin can neither read nor write', async ({ page, baseURL }) => {
  await using foreign = await servePage('<!doctype html><title>elsewhere</title>');
  await page.goto(foreign.origin);
  const statuses = await page.evaluate(async (base) => {
    const attempt = (path: string, init: RequestInit) =>
      fetch(base + path, { ...init, mode: 'cors' }).then(
        (response) => response.status,
        () => 'refused',
      );
    return [
      await attempt('/v2/_catalog', {}),
      await attempt('/v2/evil/manifests/1', { method: 'PUT', body: '{}' }),
      await attempt('/v2/evil/blobs/uploads/', { method: 'POST' }),
      await attempt('/api/registries', {}),
      await attempt('/api/sign-in', { method: 'POST', body: '{}' }),
    ];
  }, baseURL ?? '');
  expect(statuses).toEqual(['refused', 'refused', 'refused', 'refused', 'refused']);
});

test('a write that hides its origin is refused all the same', async ({ request, baseURL }) => {
  const headers = { origin: 'null', 'sec-fetch-site': 'cross-site' };
  const upload = await request.post(`${baseURL}/v2/evil/blobs/uploads/`, { headers });
  const read = await request.get(`${baseURL}/v2/_catalog`, { headers });
  expect([upload.status(), read.status()]).toEqual([403, 403]);
});

test('another name for this machine is not believed', async ({ request, baseURL }) => {
  const response = await request.get(`${baseURL}/`, { headers: { host: 'rebound.example' } });
  expect(response.status()).toBeGreaterThanOrEqual(400);
});

test('a password never comes back in an address, a page or an answer', async ({ page, baseURL }) => {
  const password = 'canary-7f3a';
  const bodies: string[] = [];
  page.on('response', async (response) => bodies.push(await response.text().catch(() => '')));
  await openAlive(page, '/');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Registry').fill(new URL(baseURL ?? '').host.replace(/:\d+$/, ':1'));
  await dialog.getByLabel('User name').fill('ada');
  await dialog.getByLabel('Password or access token').fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog.getByRole('alert')).toContainText('The registry does not answer');
  expect(page.url()).not.toContain(password);
  expect(bodies.join('\n')).not.toContain(password);
});
