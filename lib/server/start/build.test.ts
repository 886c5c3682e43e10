import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildWhenNeeded, fingerprintOf } from './build.ts';
import { buildStampIn } from './compiled-code.mjs';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'orrery-inputs-'));
  for (const folder of ['app', 'components', 'lib/oci', 'public'])
    await mkdir(join(root, folder), { recursive: true });
  for (const file of ['next.config.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'])
    await write(file, '1');
  await write('lib/oci/digest.ts', '1');
});
afterEach(() => rm(root, { recursive: true }));

const write = (file: string, content: string) => writeFile(join(root, file), content);

test.each(['lib/oci/digest.ts', 'lib/new.ts', 'app/page.tsx', 'package-lock.json'])(
  'another %s is another build',
  async (file) => {
    const before = await fingerprintOf(root);
    await write(file, '2');
    expect(await fingerprintOf(root)).not.toBe(before);
  },
);

test.each(['lib/oci/digest.test.ts', 'public/icon.svg', 'README.md'])('another %s is not', async (file) => {
  const before = await fingerprintOf(root);
  await write(file, '2');
  expect(await fingerprintOf(root)).toBe(before);
});

test('a file that was moved or only touched is told apart', async () => {
  const before = await fingerprintOf(root);
  await utimes(join(root, 'lib/oci/digest.ts'), 1, 1);
  expect(await fingerprintOf(root)).toBe(before);
  await rm(join(root, 'lib/oci/digest.ts'));
  await write('lib/oci/digests.ts', '1');
  expect(await fingerprintOf(root)).not.toBe(before);
});

test('where the pages are shipped without their sources nothing is built', async () => {
  await rm(join(root, 'app'), { recursive: true });
  await mkdir(dirname(buildStampIn(root)), { recursive: true });
  await writeFile(buildStampIn(root), 'of another machine');
  const said: string[] = [];
  await buildWhenNeeded(root, (line) => void said.push(line));
  expect(said).toEqual([]);
});
