import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  expect((await after.orphans(everything, undefined, 5)).rows).toEqual([]);
  await second.close();
});
