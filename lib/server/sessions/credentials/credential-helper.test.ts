import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askCredentialHelper } from './credential-helper.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credential-helper-'));
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH ?? ''}`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function ask(script: string, suffix = 'test') {
  const path = join(folder, `docker-credential-${suffix}`);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return askCredentialHelper(suffix, 'r.example', 'r.example');
}

test('a helper is asked by one word and the URL on its standard input', async () => {
  const credential = await ask('read url; echo "{\\"Username\\":\\"$1\\",\\"Secret\\":\\"for $url\\"}"');
  expect(credential).toMatchObject({ kind: 'basic', username: 'get' });
  expect(credential?.kind === 'basic' && credential.password.reveal()).toBe('for r.example');
});

test('the user <token> means an identity token', async () => {
  const credential = await ask(`echo '{"Username":"<token>","Secret":"id"}'`);
  expect(credential?.kind === 'identity-token' && credential.token.reveal()).toBe('id');
});

test.each([
  'echo "credentials not found in native keychain"; exit 1',
  'echo "no credentials server URL"; exit 1',
  `echo '{"Username":"ada","Secret":""}'`,
])('nothing kept means anonymous: %s', async (script) => {
  expect(await ask(script)).toBeUndefined();
});

test('a helper that is not installed here means anonymous', async () => {
  expect(await askCredentialHelper('nobody-has-this', 'r.example', 'r.example')).toBeUndefined();
});

test.each([
  ['fails', 'echo "secret hunter2"; exit 3'],
  ['speaks no JSON', 'echo hunter2'],
  ['gives no secret', `echo '{"Username":"hunter2"}'`],
  ['talks without end', 'while :; do echo hunter2hunter2hunter2hunter2hunter2hunter2hunter2; done'],
])('a helper that %s is told without its words', async (_, script) => {
  const error: unknown = await ask(script).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'unauthorized' });
  expect(String(error)).not.toContain('hunter2');
});

test.each(['../evil', 'a b', 'x;rm', '$(x)', ''])(
  'a suffix that is no name starts nothing: %j',
  async (suffix) => {
    await expect(askCredentialHelper(suffix, 'r.example', 'r.example')).rejects.toMatchObject({
      code: 'unauthorized',
    });
  },
);
