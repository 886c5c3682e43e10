import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepToken, tokenPathFor } from '#lib/server/start/token-file';

let folder = '';
const path = () => join(folder, 'token');
const modeOf = (file: string) => statSync(file).mode & 0o777;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-token-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a token is made once, cannot be guessed, and stays the same', () => {
  const token = keepToken(folder);
  expect(token).toMatch(/^[\w-]{32}$/);
  expect(readFileSync(path(), 'utf8')).toBe(`${token}\n`);
  expect(keepToken(folder)).toBe(token);
});

test('two folders have two tokens', () => {
  const other = mkdtempSync(join(tmpdir(), 'orrery-token-'));
  expect(keepToken(other)).not.toBe(keepToken(folder));
  rmSync(other, { recursive: true });
});

test('the file is its owner alone, also where it was open before', () => {
  keepToken(folder);
  expect(modeOf(path())).toBe(0o600);
  chmodSync(path(), 0o644);
  keepToken(folder);
  expect(modeOf(path())).toBe(0o600);
});

test.for(['', 'short', 'a token of several words, long enough', '\n'])(
  'a file that holds "%s" is refused',
  (text) => {
    writeFileSync(path(), text);
    expect(() => keepToken(folder)).toThrow(/token.*holds no token.*Delete it/);
  },
);

test('a token that somebody wrote there is taken', () => {
  writeFileSync(path(), 'a-token-of-my-own-that-is-long\n');
  expect(keepToken(folder)).toBe('a-token-of-my-own-that-is-long');
});

test('a link in its place is refused', () => {
  const elsewhere = join(folder, 'elsewhere');
  writeFileSync(elsewhere, 'a-token-that-lies-somewhere-else');
  symlinkSync(elsewhere, path());
  expect(() => keepToken(folder)).toThrow(/cannot be read/);
});

test.skipIf(process.getuid?.() !== 0)('the file of another user is refused (needs root)', () => {
  writeFileSync(path(), 'a-token-of-somebody-else-here');
  chownSync(path(), 65_534, 65_534);
  expect(() => keepToken(folder)).toThrow(/belongs to another user/);
});

test('the path is shown as a shell takes it', () => {
  expect(tokenPathFor('/home/ada/.local/share/orrery', '/home/ada')).toBe('~/.local/share/orrery/token');
  expect(tokenPathFor('/srv/orrery', '/home/ada')).toBe('/srv/orrery/token');
  expect(tokenPathFor('/home/adam/orrery', '/home/ada')).toBe('/home/adam/orrery/token');
});
