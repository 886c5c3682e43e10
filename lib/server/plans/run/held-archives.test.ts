import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { serveHandle } from '#e2e/fakes/listen';
import { giveEachTestAnotherReplica, textOf } from '#e2e/fakes/other-replica';
import { dataFolder, giveEachTestAFolder } from '#e2e/fakes/upload-to-folder';
import { answerReplica } from '#lib/server/routes/held-files';
import { hasHeldArchive, openHeldArchive } from './held-archives.ts';

giveEachTestAFolder();
const replica = giveEachTestAnotherReplica();

test('an archive at another replica has its size and its bytes', async () => {
  const [here, there] = [dataFolder(), join(dataFolder(), 'there')];
  await mkdir(join(there, 'archives'), { recursive: true });
  await writeFile(join(there, 'archives', 'plan-1.tar'), 'archived');
  await using other = await serveHandle(async (request) => {
    testServices({ dataDir: there });
    return await answerReplica(request, other.host).finally(() => testServices({ dataDir: here }));
  });
  replica.holdsAll({ kind: 'elsewhere', address: other.host });
  expect(await hasHeldArchive('plan-1')).toBe(true);
  const archive = await openHeldArchive('plan-1');
  expect([archive?.size, await textOf(archive?.stream())]).toEqual([8, 'archived']);
  expect([await hasHeldArchive('plan-2'), await openHeldArchive('plan-2')]).toEqual([false, undefined]);
});

test('an archive whose replica has ended counts as lost until its folder comes back', async () => {
  replica.holdsAll({ kind: 'gone' });
  expect(await hasHeldArchive('plan-1')).toBe(false);
  await expect(openHeldArchive('plan-1')).rejects.toMatchObject({
    problem: {
      code: 'replica-gone',
      detail: expect.stringContaining('orrery-a'),
      hint: expect.stringContaining('data folder'),
    },
  });
});

test('an archive whose replica cannot be asked does not count as lost', async () => {
  replica.holdsAll({ kind: 'elsewhere', address: '127.0.0.1:1' });
  await expect(hasHeldArchive('plan-1')).rejects.toMatchObject({ problem: { code: 'replica-unreachable' } });
});
