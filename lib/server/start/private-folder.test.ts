import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePrivateFolder } from '#lib/server/start/private-folder';

let home = '';
let umask = 0;
const modeOf = (...names: string[]) => (statSync(join(home, ...names)).mode & 0o777).toString(8);

beforeEach(() => {
  umask = process.umask(0);
  home = mkdtempSync(join(tmpdir(), 'orrery-private-'));
});
afterEach(() => {
  process.umask(umask);
  rmSync(home, { recursive: true });
});

test('a new folder is private, with its new parents and all that is made in it', () => {
  makePrivateFolder(join(home, 'share', 'orrery'));
  mkdirSync(join(home, 'share', 'orrery', 'uploads'));
  writeFileSync(join(home, 'share', 'orrery', 'uploads', 'file'), '');
  expect([modeOf('share'), modeOf('share', 'orrery'), modeOf('share', 'orrery', 'uploads')]).toEqual([
    '700',
    '700',
    '700',
  ]);
  expect(modeOf('share', 'orrery', 'uploads', 'file')).toBe('600');
});

test('a folder that was open to others is closed, with what lies in it, and links are left alone', () => {
  const data = join(home, 'data');
  mkdirSync(join(data, 'registry'), { recursive: true });
  writeFileSync(join(data, 'registry', 'index.json'), '{}', { mode: 0o644 });
  writeFileSync(join(home, 'elsewhere'), '', { mode: 0o644 });
  symlinkSync(join(home, 'elsewhere'), join(data, 'link'));
  chmodSync(data, 0o755);
  makePrivateFolder(data);
  expect([modeOf('data'), modeOf('data', 'registry'), modeOf('data', 'registry', 'index.json')]).toEqual([
    '700',
    '700',
    '600',
  ]);
  expect(modeOf('elsewhere')).toBe('644');
});

test.skipIf(process.getuid?.() !== 0)('the folder of another user is refused (needs root)', () => {
  const data = join(home, 'data');
  mkdirSync(data);
  chownSync(data, 65_534, 65_534);
  expect(() => makePrivateFolder(data)).toThrow(/belongs to another user.*ORRERY_DATA_DIR/);
});
