import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createScanPace } from '#lib/server/inventory/scan-pace';
import { createScanSessions } from '#lib/server/inventory/scan-session';
import { inventoryFolder } from './embedded-folder.ts';
import { openEmbeddedInventory } from './open-embedded-inventory.ts';

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
