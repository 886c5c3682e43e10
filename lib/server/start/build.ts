import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { unlessMissing } from '#lib/layout/files/file-error';
import { environmentWith } from '#lib/server/platform/env';
import { StartError } from '#lib/server/platform/start-error';
import { buildStampIn } from './compiled-code.mjs';
import { packFiles } from './pack-files.ts';

type Print = (line: string) => void;

/** Builds the pages unless what stands in `.next` was built from these very files. */
export async function buildWhenNeeded(root: string, print: Print): Promise<void> {
  const stamp = buildStampIn(root);
  // An image holds the pages, and not what they are made of.
  if (!existsSync(join(root, 'app')) && existsSync(stamp)) return;
  const fingerprint = await fingerprintOf(root);
  const built = await unlessMissing(readFile(stamp, 'utf8'));
  if (built === fingerprint) return;
  print('Building the pages; this takes about a minute and is only done when something has changed.');
  // A build that is cut short must not pass for the one before it.
  await rm(stamp, { force: true });
  await runNextBuild(root, print);
  await packFiles(root);
  await writeFile(stamp, fingerprint);
}

async function runNextBuild(root: string, print: Print): Promise<void> {
  const build = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: root,
    env: environmentWith({ NODE_ENV: 'production' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => build.kill();
  process.once('exit', end);
  const output: Buffer[] = [];
  build.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  build.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise((resolve, reject) => build.once('close', resolve).once('error', reject));
  process.off('exit', end);
  if (code === 0) return;
  print(Buffer.concat(output).toString().trimEnd());
  throw new StartError('build', 'The pages could not be built; what went wrong stands above.');
}

/** What the pages are made of; `public` is served as it lies there. */
const inputs = [
  'app',
  'components',
  'lib',
  'next.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** A hash of all that the build reads: times of files say little after a checkout, contents do. */
export async function fingerprintOf(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of await filesOf(join(root, input))) {
      const content = await readFile(file);
      hash.update(`${relative(root, file)}\0${content.byteLength}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

async function filesOf(path: string): Promise<string[]> {
  const entries = await unlessMissing(readdir(path, { withFileTypes: true, recursive: true }));
  if (entries === undefined) return [path];
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
