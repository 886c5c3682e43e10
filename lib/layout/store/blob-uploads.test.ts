import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layoutLimits } from '#lib/layout/limits';
import { createBlobUploads } from '#lib/layout/store/blob-uploads';

test('an upload that nobody asks for in an hour makes room, and its file goes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-uploads-'));
  try {
    let now = 0;
    const uploads = createBlobUploads(
      folder,
      async () => Infinity,
      () => now,
    );
    const idle = await uploads.start('acme/app', 'sha256');
    const busy = await uploads.start('acme/app', 'sha256');
    now = layoutLimits.uploadIdleMs;
    uploads.find('acme/app', busy?.id ?? '');
    now += 1;
    const fresh = await uploads.start('acme/app', 'sha256');
    expect(uploads.find('acme/app', idle?.id ?? '')).toBeUndefined();
    expect((await readdir(folder)).sort()).toEqual([busy?.id, fresh?.id].sort());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
