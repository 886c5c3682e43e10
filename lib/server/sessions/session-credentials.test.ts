import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { Secret } from '#lib/registry/auth/credential';
import { createCredentialStore } from './credentials/credential-store.ts';
import { credentialsOf, tokenServersOf, userOf } from './session-credentials.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'session-credentials-'));
  const docker = join(folder, 'config.json');
  const auth = (user: string) => ({ auth: Buffer.from(`${user}:secret`).toString('base64') });
  await writeFile(docker, JSON.stringify({ auths: { 'a.example': auth('ada'), 'b.example': auth('bob') } }));
  const containers = join(folder, 'auth.json');
  await writeFile(
    containers,
    JSON.stringify({ auths: { 'b.example': auth('eve'), 'c.example': auth('cy') } }),
  );
  const registries = [{ host: 'a.example', tokenServers: ['https://auth.example'] }];
  testServices({ credentialFiles: { docker, containers }, registries });
});
afterEach(() => rm(folder, { recursive: true }));

const newSession = () => ({ credentials: createCredentialStore(), owner: '' });

test('what was typed comes before the file of docker, and that before the one of podman', async () => {
  const session = newSession();
  expect(await userOf(session, 'a.example')).toBe('ada');
  expect(await userOf(session, 'b.example')).toBe('bob');
  expect(await userOf(session, 'c.example')).toBe('cy');
  const typed = { kind: 'basic', username: 'tim', password: new Secret('typed') } as const;
  session.credentials.set('a.example', typed);
  expect(await credentialsOf(session)('a.example')).toBe(typed);
});

test('a session without credentials for a registry is anonymous there', async () => {
  expect(await credentialsOf(newSession())('z.example')).toBeUndefined();
  expect(await userOf(newSession(), 'z.example')).toBe('anonymous');
});

test('a token server may have the password when the operator or this person says so, for that registry alone', () => {
  const session = newSession();
  session.credentials.allowTokenServer('b.example', 'https://other.example');
  expect(tokenServersOf(session, 'a.example')('https://auth.example')).toBe(true);
  expect(tokenServersOf(session, 'a.example')('https://other.example')).toBe(false);
  expect(tokenServersOf(session, 'b.example')('https://other.example')).toBe(true);
  expect(tokenServersOf(newSession(), 'b.example')('https://other.example')).toBe(false);
});
