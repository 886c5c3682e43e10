import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '#lib/server/platform/start-error';

/** What group and others may do. */
const forOthers = 0o077;

/**
 * Makes a folder that this user alone can look into, or makes an existing one so, with all that lies in it. What is made
 * there later is private too: from here on the process makes every file and folder without rights for others.
 *
 * @throws StartError where the folder belongs to another user, who could read it whatever we do.
 */
export function makePrivateFolder(folder: string): void {
  process.umask(forOthers);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Windows keeps rights in another way: there the user's own data folder is private already.
  if (process.getuid === undefined) return;
  const { uid, mode } = statSync(folder);
  if (uid !== process.getuid()) {
    const message = `The data folder ${folder} belongs to another user, who could read all that Orrery keeps. Name a folder of your own in ORRERY_DATA_DIR, or give this one to the user that runs Orrery (chown -R).`;
    throw new StartError('data', message);
  }
  if ((mode & forOthers) === 0) return;
  chmodSync(folder, mode & 0o700);
  // Once: what was made before it was private may have been opened to others.
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    closeToOthers(join(folder, name));
}

function closeToOthers(path: string): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink() || found.uid !== process.getuid?.() || (found.mode & forOthers) === 0) return;
  chmodSync(path, found.mode & 0o700);
}
