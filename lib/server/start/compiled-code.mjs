import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { constants, enableCompileCache } from 'node:module';
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
 * From here on code is taken in its compiled form from beside the dependencies, or from the data folder where others may
 * write to those or we may not, and what is lacking there is written when the process ends. Does nothing where others may
 * write to both (what lies there is run), or before the first build. What an earlier version left is removed: Node.js
 * itself removes nothing.
 *
 * @see https://nodejs.org/docs/latest-v24.x/api/module.html#module-compile-cache
 *
 * @param {string} dataDir
 * @param {string} root
 * @returns {void}
 */
export function keepCompiledCode(dataDir, root) {
  const buildStamp = buildStampIn(root);
  if (!existsSync(buildStamp)) return;
  const version = readFileSync(buildStamp, 'utf8').slice(0, 16);
  const dependencies = join(root, 'node_modules');
  const inData = join(dataDir, 'compiled');
  // Also the first start with a data folder finds it there. An image is another user's.
  if (isClosedTo(dependencies, 0o022) && keepIn(join(dependencies, '.cache', 'compiled'), version)) {
    rmSync(inData, { recursive: true, force: true });
    return;
  }
  if (isClosedTo(dataDir, 0o077)) keepIn(inData, version);
}

/**
 * @param {string} folder
 * @param {string} version
 * @returns {boolean}
 */
function keepIn(folder, version) {
  const { status } = enableCompileCache(join(folder, version));
  if (status === constants.compileCacheStatus.FAILED) return false;
  for (const other of existsSync(folder) ? readdirSync(folder) : [])
    if (other !== version) rmSync(join(folder, other), { recursive: true, force: true });
  return true;
}

/**
 * Whether a folder is ours and others have none of these rights.
 *
 * @param {string} folder
 * @param {number} rights
 * @returns {boolean}
 */
function isClosedTo(folder, rights) {
  if (!existsSync(folder)) return false;
  // Windows keeps rights in another way: there the user's own data folder is private already.
  if (process.getuid === undefined) return rights === 0o077;
  const { uid, mode } = statSync(folder);
  return uid === process.getuid() && (mode & rights) === 0;
}
