import { posix, win32 } from 'node:path';

// Plain JavaScript: what runs before compiled code can be taken up would load the compiler for types at every start.

/**
 * Where this user's programs keep their data, and in it a folder of ours.
 *
 * @param {NodeJS.Platform} platform
 * @param {string} home
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {string}
 */
export function defaultDataFolder(platform, home, environment) {
  if (platform === 'win32') {
    return win32.join(environment.LOCALAPPDATA ?? win32.join(home, 'AppData', 'Local'), 'orrery');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'orrery');
  // https://specifications.freedesktop.org/basedir-spec/latest/#variables: a relative path is to be ignored.
  const shared = environment.XDG_DATA_HOME;
  return posix.join(shared?.startsWith('/') ? shared : posix.join(home, '.local', 'share'), 'orrery');
}
