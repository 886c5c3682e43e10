import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { defaultDataFolder } from '#lib/server/platform/default-data-folder.mjs';

// Plain JavaScript: with types in it, the compiler for types would be loaded at every start.

/**
 * The folder that the environment names, before anything is loaded that could judge the rest of the environment.
 *
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {string}
 */
export function dataFolderOf(environment) {
  const { ORRERY_DATA_DIR: named } = environment;
  return resolve(named ?? defaultDataFolder(process.platform, homedir(), environment));
}

/**
 * The file that says of which version the pages in `.next` are.
 *
 * @param {string} root
 * @returns {string}
 */
export function buildStampIn(root) {
  return join(root, '.next', 'orrery-inputs');
}

/**
 * From here on code is taken from the data folder in its compiled form, and what that lacks is written there when the
 * process ends. Does nothing where there is no such folder, where others may write to it (what lies there is run), or
 * before the first build. What an earlier version left there is removed: Node.js itself removes nothing.
 *
 * @see https://nodejs.org/docs/latest-v24.x/api/module.html#module-compile-cache
 *
 * @param {string} dataDir
 * @param {string} root
 * @returns {void}
 */
export function keepCompiledCode(dataDir, root) {
  const buildStamp = buildStampIn(root);
  if (!existsSync(buildStamp) || !isOnlyOurs(dataDir)) return;
  const folder = join(dataDir, 'compiled');
  const version = readFileSync(buildStamp, 'utf8').slice(0, 16);
  for (const other of existsSync(folder) ? readdirSync(folder) : [])
    if (other !== version) rmSync(join(folder, other), { recursive: true, force: true });
  enableCompileCache(join(folder, version));
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
function isOnlyOurs(folder) {
  if (!existsSync(folder)) return false;
  // Windows keeps rights in another way: there the user's own data folder is private already.
  if (process.getuid === undefined) return true;
  const { uid, mode } = statSync(folder);
  return uid === process.getuid() && (mode & 0o077) === 0;
}
