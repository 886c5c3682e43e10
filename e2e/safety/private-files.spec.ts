import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createChangeClient } from '#e2e/changes/change-client';
import { startOrrery } from '#e2e/registries/orrery';
import { accessCookie } from '#e2e/registries/test-access';
import { pushFiles } from '#e2e/screens/push-files';

test('all that Orrery keeps can be read by its user alone, however the shell is set', async ({
  playwright,
}) => {
  const home = await mkdtemp(join(tmpdir(), 'orrery-private-'));
  const folder = join(home, 'data');
  const umask = process.umask(0);
  const orrery = await startOrrery({
    demo: true,
    hasTestToken: false,
    settings: { ORRERY_DATA_DIR: folder },
  }).finally(() => process.umask(umask));
  const token = (await readFile(join(folder, 'token'), 'utf8')).trim();
  const { name, value } = accessCookie(orrery.url, token);
  const cookie = `${name}=${value}`;
  const request = await playwright.request.newContext({ baseURL: orrery.url, extraHTTPHeaders: { cookie } });
  try {
    const file = { name: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from('a') };
    await pushFiles(request, { repository: 'private/files', tag: '1.0' }, [file]);
    const reference = `${orrery.host}/private/files:1.0`;
    const archive = await request.get(`/api/archive?ref=${encodeURIComponent(reference)}`);
    const path = join(folder, 'kept.tar');
    const changes = createChangeClient(orrery.url, cookie);
    const upload = await changes.upload('files.tar', new Uint8Array(await archive.body()));
    await changes.change({ action: 'import', upload: upload.id, to: `${orrery.host}/private/again` });
    await changes.change({ action: 'delete', ref: reference, scope: 'graph' });
    await writeFile(path, await archive.body());
    const opened = await request.get(`/api/resolve?ref=${encodeURIComponent(`oci:${path}:1.0`)}`);
    expect(opened.status()).toBe(200);

    const names = ['', ...(await readdir(folder, { recursive: true }))];
    const modes = await Promise.all(
      names.map(async (name) => [name, (await stat(join(folder, name))).mode] as const),
    );
    const open = modes.filter(([name, mode]) => name !== 'kept.tar' && (mode & 0o077) !== 0);
    expect(open.map(([name]) => name)).toEqual([]);
    for (const kind of [
      /^token$/,
      /^registry\/.*blobs/,
      /^uploads\/.*/,
      /^archives\/.*/,
      /^unpacked\/.*/,
      /^audit/,
    ]) {
      expect(
        names.some((name) => kind.test(name)),
        String(kind),
      ).toBe(true);
    }
  } finally {
    await request.dispose();
    await orrery.stop();
    await rm(home, { recursive: true, force: true });
  }
});
