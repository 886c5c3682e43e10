import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage } from '#e2e/fakes/embedded';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { createLocalInventory } from './local-inventory.ts';

const host = embeddedHost;
const person = { credentials: createCredentialStore(), owner: '' };
let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'orrery-local-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const run = promisify(execFile);

// What a process does that nobody has asked for a scan, though its pages are looked at and searched.
const unasked = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
  const { createLocalInventory } = await import('#lib/server/inventory/embedded/local-inventory');
  const inventory = createLocalInventory(process.env.FOLDER, 5);
  await inventory.describe({ host: 'a.io' });
  await inventory.find('00000000-0000-4000-8000-000000000000');
  await inventory.notify('a.io', []);
  await (await inventory.questions()).search({ reach: undefined }, { kind: 'package', text: 'a', max: 5 });
  console.log(JSON.stringify({ loaded, alive: process.getActiveResourcesInfo() }));`;

test('before somebody asks for a scan nothing is loaded, started or written', async () => {
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', unasked], {
    env: { NODE_ENV: 'production', FOLDER: dataDir },
  });
  const { loaded, alive }: { loaded: string[]; alive: string[] } = JSON.parse(stdout);
  expect(loaded).toContainEqual(expect.stringContaining('/embedded/local-inventory.ts'));
  expect(loaded.filter((url) => /pglite|pg-boss|kysely|open-embedded/.test(url))).toEqual([]);
  expect(alive.filter((name) => /Timeout|Process/.test(name))).toEqual([]);
  expect(readdirSync(dataDir)).toEqual([]);
});

test('nothing is started before a scan, and what it learned is there after the next start', async () => {
  const registry = await openTestRegistry();
  testServices({}, registry);
  testVerification();
  for (const tag of ['1', '2']) await pushImage(registry, 'team/app', tag);
  const first = createLocalInventory(dataDir, 1_000);
  expect(await first.describe({ host })).toMatchObject({ known: undefined, failures: [] });
  const everything = { reach: undefined };
  const search = { kind: 'repository', text: 'app', max: 5 } as const;
  const before = await first.questions();
  expect(await before.search(everything, search)).toMatchObject({ artifacts: 0, rows: [] });
  expect(existsSync(join(dataDir, 'inventory'))).toBe(false);
  const id = await first.start({ host }, person);
  await expect.poll(async () => (await first.find(id))?.state, { timeout: 50_000 }).toBe('done');
  expect(await first.describe({ host })).toMatchObject({ known: { tags: 2, unseenSubjects: 0 } });
  await first.close();

  const second = createLocalInventory(dataDir, 1_000);
  expect(await second.describe({ host })).toMatchObject({ known: { tags: 2, unseenSubjects: 0 } });
  const after = await second.questions();
  expect(await after.search(everything, search)).toMatchObject({ rows: [{ name: `${host}/team/app` }] });
  expect((await after.coverage(everything, { max: 5 })).rows.length).toBe(1);
  const packages = { kind: 'package', text: 'log4j', below: '2.17', max: 5 } as const;
  expect(await after.search(everything, packages)).toMatchObject({ rows: [], notCompared: [] });
  expect(await after.trends(everything, 7, 5)).toMatchObject({ changes: [] });
  expect((await after.orphans(everything, { what: 'orphan' }, undefined, 5)).rows).toEqual([]);
  await second.close();
});
