import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createScanPace } from '#lib/server/inventory/scan-pace';
import { createScanSessions } from '#lib/server/inventory/scan-session';
import { openEmbeddedDatabase } from './embedded-database.ts';
import { inventoryFolder } from './embedded-folder.ts';
import { openEmbeddedInventory } from './open-embedded-inventory.ts';

test('a folder that another process uses is refused, and that one keeps it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'orrery-shared-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const folder = inventoryFolder(dataDir);
  folder.enter();
  const first = await openEmbeddedDatabase(folder.path);
  onTestFinished(first.close);
  await first.executeSql('CREATE TABLE kept AS SELECT 7 AS n');
  const pace = createScanPace(1_000);
  const scanning = { pace, rate: 1_000, sessionFor: createScanSessions(pace) };
  await expect(openEmbeddedInventory(folder, scanning)).rejects.toThrow(
    /^Another Orrery uses the data folder /,
  );
  expect(readdirSync(join(dataDir, 'inventory'))).toEqual([basename(folder.path)]);
  expect((await first.executeSql('SELECT n FROM kept')).rows).toEqual([{ n: 7 }]);
});

test('a folder that cannot be opened is set aside, and an empty inventory made', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'orrery-damaged-'));
  const folder = inventoryFolder(dataDir);
  const pace = createScanPace(1_000);
  mkdirSync(join(folder.path, 'data'), { recursive: true });
  writeFileSync(join(folder.path, 'data', 'PG_VERSION'), '18');
  const open = await openEmbeddedInventory(folder, {
    pace,
    rate: 1_000,
    sessionFor: createScanSessions(pace),
  });
  expect(open.wasSetAside).toBe(true);
  expect(await open.isAtWork()).toBe(false);
  expect(await open.service.describe({ host: 'a.io' })).toMatchObject({ known: undefined });
  await open.close();
  expect(existsSync(join(dataDir, 'inventory', 'set-aside', 'data', 'PG_VERSION'))).toBe(true);
  rmSync(dataDir, { recursive: true });
});
