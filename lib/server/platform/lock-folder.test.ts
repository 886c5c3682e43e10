import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { nextTurn } from '#lib/async/slices';
import { lockDataDir } from './lock-folder.ts';

test('a folder stays locked though nobody keeps what would unlock it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const lock = () => void lockDataDir(folder);
  lock();
  setFlagsFromString('--expose-gc');
  onTestFinished(() => setFlagsFromString('--no-expose-gc'));
  const collect: () => void = runInNewContext('gc');
  for (let round = 0; round < 3; round += 1) {
    await nextTurn();
    collect();
  }
  expect(lock).toThrow('Another Orrery uses the data folder');
});
