import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Places } from '#e2e/changes/places';
import { openPlaces } from '#e2e/changes/places';
import { askOthers } from '#e2e/changes/second-opinion';
import { openShop } from '#e2e/changes/shop';
import { findTool } from '#e2e/tools/find-tool';
import { needs } from '#e2e/tools/needs';
import { run } from '#e2e/tools/run';
import type { Change } from '#lib/commands/change-command';
import { changeCommand } from '#lib/commands/change-command';

// The commands that a plan names do what the plan does.
let places: Places;

test.beforeAll(({ baseURL }) => {
  places = openPlaces(new URL(baseURL ?? '').host);
});
test.afterAll(() => places.stop());

async function inShell(change: Change): Promise<string> {
  const tools = await Promise.all([findTool('oras'), findTool('regctl')]);
  const folders = tools.flatMap((tool) => (tool.status === 'found' ? [dirname(tool.path)] : []));
  const environment = { PATH: [...folders, process.env.PATH].join(':'), HOME: places.bench.folder };
  const { stdout } = await run('sh', ['-c', changeCommand(change) ?? 'false'], {
    folder: places.bench.folder,
    environment,
  });
  return stdout;
}

test('oras and regctl do what the plans say', async () => {
  await needs('oras', 'regctl', 'crane', 'zot');
  const { host } = await places.at('zot');
  const shop = await openShop(places.bench, `${host}/commands/app`);
  const others = askOthers(places.bench);
  const copy = `${host}/commands/copy`;

  await inShell({ action: 'copy', from: `${shop.repository}:1.0`, to: copy });
  expect(await others.discover(`${copy}:1.0`)).toContain(shop.review);

  await inShell({ action: 'tag', ref: `${copy}:1.0`, tags: ['2.0', 'stable'] });
  expect(await others.tags(copy)).toEqual(['1.0', '2.0', 'stable']);

  await inShell({ action: 'delete', ref: `${copy}:stable`, scope: 'tag' });
  expect(await others.tags(copy)).toEqual(['1.0', '2.0']);

  places.bench.write('my check.json', { outcome: 'good' });
  const files = [{ name: 'my check.json', mediaType: 'application/json' }];
  const annotations = { by: "O'Hara & sons" };
  await inShell({
    action: 'attach',
    mode: 'attach-files',
    subject: `${copy}:1.0`,
    artifactType: 'application/vnd.acme.check',
    annotations,
    files,
  });
  expect((await others.discover(`${copy}:1.0`)).size).toBe(
    (await others.discover(`${shop.repository}:1.0`)).size + 1,
  );

  await inShell({ action: 'delete', ref: `${copy}@${shop.review}`, scope: 'manifest' });
  expect(await others.digest(`${copy}@${shop.review}`)).toBeUndefined();
});
