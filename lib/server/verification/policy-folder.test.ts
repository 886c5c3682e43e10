import { mkdir, mkdtemp, rename, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verificationLimits } from './limits.ts';
import { openPolicyFolder } from './policy-folder.ts';

const newFolder = () => mkdtemp(join(tmpdir(), 'orrery-policy-'));

/** A folder at a clock that the test turns. */
function open(path: string | undefined) {
  let time = 0;
  const { current } = openPolicyFolder(path, () => new Date(time));
  const pass = (ms: number) => {
    time += ms;
  };
  return { current, pass };
}

test('without a folder there is no policy', async () => {
  expect(await open(undefined).current()).toMatchObject({ source: 'none', parts: {}, problems: [] });
});

test('a change is seen a moment later, under another key', async () => {
  const path = await newFolder();
  await writeFile(join(path, 'a.yaml'), 'one');
  const folder = open(path);
  const first = await folder.current();
  expect(first).toMatchObject({ source: 'file', parts: { documents: ['one'] } });
  await writeFile(join(path, 'a.yaml'), 'two');
  expect(await folder.current()).toBe(first);
  folder.pass(verificationLimits.policyFolderAgeMs);
  const second = await folder.current();
  expect(second.parts.documents).toEqual(['two']);
  expect(second.key).not.toBe(first.key);
});

test('a ConfigMap, which Kubernetes mounts as links and swaps as a whole, is read once', async () => {
  const path = await newFolder();
  for (const version of ['one', 'two']) {
    await mkdir(join(path, `..${version}`, 'keys'), { recursive: true });
    await writeFile(join(path, `..${version}`, 'a.yaml'), version);
    await writeFile(join(path, `..${version}`, 'keys', 'release.pub'), 'PEM');
  }
  await symlink('..one', join(path, '..data'));
  await symlink('..data/a.yaml', join(path, 'a.yaml'));
  await symlink('..data/keys', join(path, 'keys'));
  const folder = open(path);
  expect((await folder.current()).parts).toMatchObject({ documents: ['one'], keys: { release: 'PEM' } });
  await symlink('..two', join(path, '..data_tmp'));
  await rename(join(path, '..data_tmp'), join(path, '..data'));
  folder.pass(verificationLimits.policyFolderAgeMs);
  expect((await folder.current()).parts.documents).toEqual(['two']);
});

test('a folder that is not there, a link to nothing and a file that is too large are problems', async () => {
  const path = await newFolder();
  expect((await open(join(path, 'gone')).current()).problems).toEqual(['The policy folder is not there.']);
  await symlink('nothing', join(path, 'a.yaml'));
  await writeFile(join(path, 'b.yaml'), '');
  await truncate(join(path, 'b.yaml'), verificationLimits.policyFileMaxBytes + 1);
  await writeFile(join(path, 'c.yaml'), 'good');
  const { parts, problems } = await open(path).current();
  expect(problems).toEqual([
    'The file a.yaml is not there.',
    'The file b.yaml is larger than a policy may be.',
  ]);
  expect(parts.documents).toEqual(['good']);
});

test('more files than a policy may have are left out, and said', async () => {
  const path = await newFolder();
  const names = Array.from(
    { length: verificationLimits.policyFilesMax + 2 },
    (_, place) => `${1_000 + place}.yaml`,
  );
  await Promise.all(names.map((name) => writeFile(join(path, name), 'a')));
  const { parts, problems } = await open(path).current();
  expect(parts.documents).toHaveLength(verificationLimits.policyFilesMax);
  expect(problems).toHaveLength(2);
});
