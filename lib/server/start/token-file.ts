import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { StartError } from '#lib/server/platform/start-error';

// 192 bits.
const tokenLength = 24;
// 128 bits in base64url: a token that somebody wrote there must not be easier to guess.
const tokenPattern = /^[A-Za-z0-9_-]{22,256}$/;

/**
 * The token of a data folder, made on the first start and the same from then on. The file is its owner's alone, whatever
 * it was before.
 *
 * @throws StartError where the file holds no token, or belongs to somebody else.
 */
export function keepToken(dataDir: string): string {
  const path = tokenFile(dataDir);
  const found = readToken(path);
  if (found !== undefined) return found;
  const token = randomBytes(tokenLength).toString('base64url');
  try {
    writeWhole(path, `${token}\n`);
  } catch (cause) {
    const message = `The token cannot be written to ${path}. Make room there, or name another folder in ORRERY_DATA_DIR.`;
    throw new StartError('data', message, { cause });
  }
  return token;
}

/** Where the token stands, with `~` for the home folder as a shell takes it. */
export function tokenPathFor(dataDir: string, home: string): string {
  const path = tokenFile(dataDir);
  const inHome = relative(home, path);
  return inHome.startsWith('..') || inHome === path ? path : join('~', inHome);
}

function tokenFile(dataDir: string): string {
  return join(dataDir, 'token');
}

// Under another name first: a crash in between must not leave half a token.
function writeWhole(path: string, text: string): void {
  const unfinished = `${path}.new`;
  const file = openSync(unfinished, 'w', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
}

function readToken(path: string): string | undefined {
  const file = openExisting(path);
  if (file === undefined) return undefined;
  try {
    const { uid } = fstatSync(file);
    if (process.getuid !== undefined && uid !== process.getuid())
      throw refuse(path, 'belongs to another user');
    const token = readFileSync(file, 'utf8').trim();
    if (!tokenPattern.test(token)) throw refuse(path, 'holds no token of 22 letters and digits or more');
    fchmodSync(file, 0o600);
    return token;
  } finally {
    closeSync(file);
  }
}

function openExisting(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw refuse(path, 'cannot be read', error);
  }
}

function refuse(path: string, what: string, cause?: unknown): StartError {
  const message = `${path} ${what}. Delete it and start again: Orrery then makes a new token.`;
  return new StartError('data', message, { cause });
}
