import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { polyglots } from '#e2e/hostile/polyglots';

test('no bytes of a stranger become a page: each of them is a download', async ({
  page,
  request,
  baseURL,
}) => {
  await page.goto('/');
  const title = await page.title();
  for (const [name, bytes] of Object.entries(polyglots)) {
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    const pushed = await request.post(`/v2/safety/polyglots/blobs/uploads/?digest=${digest}`, {
      data: Buffer.from(bytes),
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(pushed.status()).toBe(201);
    const reference = `${new URL(baseURL ?? '').host}/safety/polyglots@${digest}`;
    for (const path of [`/api/blob?ref=${reference}&name=${name}`, `/v2/safety/polyglots/blobs/${digest}`]) {
      const [download] = await Promise.all([page.waitForEvent('download'), goAway(() => page.goto(path))]);
      expect((await readFile(await download.path())).equals(Buffer.from(bytes)), name).toBe(true);
      expect([new URL(page.url()).pathname, await page.title()], name).toEqual(['/', title]);
    }
  }
});

test('no name of a stranger leaves the folder of downloads', async ({ page, request, baseURL }) => {
  const digest = `sha256:${createHash('sha256').update('x').digest('hex')}`;
  await request.post(`/v2/safety/polyglots/blobs/uploads/?digest=${digest}`, { data: 'x' });
  await page.goto('/');
  const reference = `${new URL(baseURL ?? '').host}/safety/polyglots@${digest}`;
  const names = {
    '../../etc/passwd': 'passwd',
    'C:\\Windows\\evil.exe': 'evil.exe',
    'con.txt': 'download-con.txt',
    'invoice\u202efdp.exe': 'invoicefdp.exe',
    'a\r\nSet-Cookie: b=c': 'aSet-Cookie_ b=c',
    'a";filename="evil.html': 'a_;filename=_evil.html',
    [`${'ä'.repeat(300)}.txt`]: 'ä'.repeat(120),
  };
  for (const [given, safe] of Object.entries(names)) {
    const path = `/api/blob?ref=${reference}&name=${encodeURIComponent(given)}`;
    const [download] = await Promise.all([page.waitForEvent('download'), goAway(() => page.goto(path))]);
    expect(download.suggestedFilename()).toBe(safe);
    expect((await request.get(path)).headers()['set-cookie']).toBeUndefined();
  }
});

// A navigation that becomes a download is said to have been aborted.
async function goAway(go: () => Promise<unknown>): Promise<void> {
  await expect(go()).rejects.toThrow(/Download is starting|ERR_ABORTED/);
}
