import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createContainersAuthSource } from './containers-auth.ts';

const auth = (user: string) => ({ auth: Buffer.from(`${user}:secret`).toString('base64') });

async function sourceOf(auths: Readonly<Record<string, unknown>>) {
  const path = join(await mkdtemp(join(tmpdir(), 'orrery-auth-')), 'auth.json');
  await writeFile(path, JSON.stringify({ auths }));
  return createContainersAuthSource(path);
}

test.each([
  ['org/app', 'app'],
  ['org/app/part', 'app'],
  ['org/other', 'org'],
  ['elsewhere', 'all'],
])('of several keys the longest that fits %s counts', async (repository, username) => {
  const source = await sourceOf({
    'quay.io': auth('all'),
    'quay.io/org': auth('org'),
    'quay.io/org/app': auth('app'),
  });
  expect(await source('quay.io', repository)).toMatchObject({ username, perRepository: true });
});

test('a registry with one key has one credential for all of it', async () => {
  const source = await sourceOf({ 'quay.io': auth('all'), 'ghcr.io/org': auth('other') });
  const credential = await source('quay.io', 'org/app');
  expect(credential).toMatchObject({ username: 'all' });
  expect(credential).not.toHaveProperty('perRepository');
  expect(await source('ghcr.io', 'elsewhere')).toBeUndefined();
});

test('without a file everybody is a stranger', async () => {
  const source = createContainersAuthSource(join(tmpdir(), 'orrery-no-such', 'auth.json'));
  expect(await source('quay.io', 'org/app')).toBeUndefined();
});
