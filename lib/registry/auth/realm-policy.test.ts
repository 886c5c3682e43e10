import { expect, test } from 'vitest';
import { judgeRealm } from '#lib/registry/auth/realm-policy';
import { registrableDomain } from '#lib/registry/auth/registrable-domain';

const judge = (registry: string, realm: string, origin = `https://${registry}`) =>
  judgeRealm(new URL(realm), { registry, origin, trustedRealms: [] });

test.each([
  ['ghcr.io', 'https://ghcr.io/token', 'trusted'],
  ['docker.io', 'https://auth.docker.io/token', 'trusted'],
  ['registry.gitlab.com', 'https://gitlab.com/jwt/auth', 'trusted'],
  ['registry.digitalocean.com', 'https://api.digitalocean.com/v2/registry/auth', 'trusted'],
  ['registry.corp.co.uk', 'https://auth.corp.co.uk/token', 'trusted'],
  ['registry.corp.co.uk', 'https://auth.other.co.uk/token', 'anonymous'],
  ['mine.azurecr.io', 'https://yours.azurecr.io/token', 'anonymous'],
  ['a.github.io', 'https://b.github.io/token', 'anonymous'],
  ['ghcr.io', 'https://ghcr.io:8443/token', 'trusted'],
  ['ghcr.io', 'https://ghcr.io.evil.com/token', 'anonymous'],
  ['192.168.1.5', 'https://192.168.1.5:5001/token', 'anonymous'],
  ['ghcr.io', 'http://ghcr.io/token', 'refused'],
  ['ghcr.io', 'https://user@ghcr.io/token', 'refused'],
])('%s may name %s: %s', (registry, realm, verdict) => {
  expect(judge(registry, realm)).toBe(verdict);
});

test('a registry of plain http may have its token server beside it, and over http nowhere else', () => {
  const origin = 'http://localhost:5000';
  expect(judge('localhost:5000', 'http://localhost:5000/token', origin)).toBe('trusted');
  expect(judge('localhost:5000', 'http://localhost:5001/token', origin)).toBe('anonymous');
  expect(judge('registry.corp.com', 'http://auth.corp.com/token', 'http://registry.corp.com')).toBe(
    'anonymous',
  );
});

test.each([
  ['registry.gitlab.com', 'gitlab.com'],
  ['GITLAB.com.', 'gitlab.com'],
  ['a.b.corp.co.uk', 'corp.co.uk'],
  ['co.uk', undefined],
  ['localhost', undefined],
  ['10.0.0.1', undefined],
  ['[::1]', undefined],
  ['azurecr.io', undefined],
  ['x.azurecr.io', 'x.azurecr.io'],
  ['123.dkr.ecr.eu-central-1.amazonaws.com', '123.dkr.ecr.eu-central-1.amazonaws.com'],
])('%s belongs to %s', (host, domain) => {
  expect(registrableDomain(host)).toBe(domain);
});
