import { expect, test } from 'vitest';
import { Secret } from '#lib/registry/auth/credential';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { formatSecrets, parseSecrets } from './session-secrets.ts';

test('credentials, token servers and tokens come back as they were', () => {
  const credentials = createCredentialStore();
  credentials.set('a.io', { kind: 'basic', username: 'ada', password: new Secret('word') });
  credentials.set('b.io', { kind: 'identity-token', token: new Secret('token') });
  credentials.allowTokenServer('a.io', 'https://auth.example');
  const read = parseSecrets(formatSecrets({ credentials, idToken: 'id', refreshToken: 'refresh' }));
  expect([read.idToken, read.refreshToken]).toEqual(['id', 'refresh']);
  expect(read.credentials.registries()).toEqual(['a.io', 'b.io']);
  const basic = read.credentials.get('a.io');
  expect(basic?.kind === 'basic' ? [basic.username, basic.password.reveal()] : []).toEqual(['ada', 'word']);
  const other = read.credentials.get('b.io');
  expect(other?.kind === 'identity-token' ? other.token.reveal() : '').toBe('token');
  expect(read.credentials.tokenServers('a.io')).toEqual(['https://auth.example']);
});

test('a session without a refresh token has none when it comes back', () => {
  const credentials = createCredentialStore();
  expect(
    parseSecrets(formatSecrets({ credentials, idToken: 'id', refreshToken: undefined })).refreshToken,
  ).toBe(undefined);
});
