import { posix, win32 } from 'node:path';
import type { Environment } from './read-variables.ts';

/** Where this user's programs keep their data, and in it a folder of ours. */
export function defaultDataFolder(platform: NodeJS.Platform, home: string, environment: Environment): string {
  if (platform === 'win32') {
    return win32.join(environment.LOCALAPPDATA ?? win32.join(home, 'AppData', 'Local'), 'orrery');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'orrery');
  // https://specifications.freedesktop.org/basedir-spec/latest/#variables: a relative path is to be ignored.
  const shared = environment.XDG_DATA_HOME;
  return posix.join(shared?.startsWith('/') ? shared : posix.join(home, '.local', 'share'), 'orrery');
}
