import { expect, test } from 'vitest';
import { defaultDataFolder } from './default-data-folder.mjs';
import { findCredentialFiles } from './machine-paths.ts';

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

test.each([
  [{}, '/home/a/.docker/config.json', undefined],
  [{ DOCKER_CONFIG: '/etc/docker-of-mine' }, '/etc/docker-of-mine/config.json', undefined],
  [{ DOCKER_CONFIG: '', XDG_RUNTIME_DIR: '' }, '/home/a/.docker/config.json', undefined],
  [{ XDG_RUNTIME_DIR: '/run/user/1' }, '/home/a/.docker/config.json', '/run/user/1/containers/auth.json'],
  [
    { REGISTRY_AUTH_FILE: '/a.json', XDG_RUNTIME_DIR: '/run/user/1' },
    '/home/a/.docker/config.json',
    '/a.json',
  ],
])('with %o the credentials of other clients are in %s and %s', (environment, docker, containers) => {
  expect(findCredentialFiles('/home/a', environment)).toEqual({ docker, containers });
});
