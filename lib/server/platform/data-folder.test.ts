import { expect, test } from 'vitest';
import { defaultDataFolder } from './data-folder.ts';

test.each([
  ['linux', '/home/a', {}, '/home/a/.local/share/orrery'],
  ['linux', '/home/a', { XDG_DATA_HOME: '/data' }, '/data/orrery'],
  ['linux', '/home/a', { XDG_DATA_HOME: 'relative' }, '/home/a/.local/share/orrery'],
  ['darwin', '/Users/a', {}, '/Users/a/Library/Application Support/orrery'],
  ['win32', 'C:\\Users\\a', {}, 'C:\\Users\\a\\AppData\\Local\\orrery'],
  ['win32', 'C:\\Users\\a', { LOCALAPPDATA: 'D:\\Local' }, 'D:\\Local\\orrery'],
] as const)('on %s with the home %s and %o it is %s', (platform, home, environment, folder) => {
  expect(defaultDataFolder(platform, home, environment)).toBe(folder);
});
