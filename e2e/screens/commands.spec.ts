import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { findTools } from '#e2e/tools/find-tool';
import { needs } from '#e2e/tools/needs';
import { run } from '#e2e/tools/run';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';
import { blobCommands } from '#lib/commands/read-commands';
import { parseReference } from '#lib/oci/reference';

// The commands that the page names are run as they stand, each in a folder of its own.
const tools = ['oras', 'regctl', 'crane', 'cosign'] as const;
const benches: Workbench[] = [];

test.afterEach(() => {
  for (const bench of benches.splice(0)) bench.remove();
});

test('every command beside an image runs, and gives what the page shows', async ({ page, baseURL }) => {
  test.slow();
  await needs(...tools);
  await page.goto(`/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1?tab=commands`);
  const panel = page.getByRole('tabpanel');
  await expect(panel.getByRole('listitem')).toHaveCount(14);
  const commands = await panel.getByRole('listitem').locator('code').allTextContents();
  const answer = await page.request.get(`/v2/acme/storefront/manifests/2.4.1`, {
    headers: { accept: 'application/vnd.oci.image.index.v1+json' },
  });
  const digest = answer.headers()['docker-content-digest'] ?? '';
  const manifest = await answer.text();
  for (const command of commands) {
    const said = await inShell(command);
    if (/ manifest (?:fetch|get)|^crane manifest/.test(command)) expect(said).toBe(manifest);
    if (/ resolve|manifest head|crane digest/.test(command)) expect(said.trim()).toBe(digest);
    if (/ discover| tree/.test(command)) expect(said, command).toMatch(/spdx|sigstore/);
  }
});

test('every command for a blob gives its bytes', async ({ request, baseURL }) => {
  await needs(...tools);
  const host = new URL(baseURL ?? '').host;
  const manifest = async (name: string) =>
    (await request.get(`/v2/acme/storefront/manifests/${name}`, { headers: { accept: '*/*' } })).json();
  const { config } = await manifest((await manifest('2.4.1')).manifests[0].digest);
  const groups = blobCommands(parseReference(`${host}/acme/storefront@${config.digest}`));
  const texts = groups.flatMap(({ commands }) => commands.map(({ text }) => text));
  expect(texts).toHaveLength(3);
  for (const text of texts) {
    const bytes = await inShell(text);
    expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`, text).toBe(config.digest);
  }
});

async function inShell(command: string): Promise<string> {
  const bench = makeWorkbench();
  benches.push(bench);
  const found = [...(await findTools([...tools])).values()];
  const folders = found.flatMap((tool) => (tool.status === 'found' ? [dirname(tool.path)] : []));
  const environment = { PATH: [...new Set(folders), process.env.PATH].join(':'), HOME: bench.folder };
  const { stdout } = await run('sh', ['-c', command], {
    folder: bench.folder,
    environment,
    timeoutMs: 60_000,
  });
  return stdout;
}
