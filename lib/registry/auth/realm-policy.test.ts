import { expect, test } from 'vitest';
import { judgeRealm } from '#lib/registry/auth/realm-policy';

const judge = (origin: string, realm: string, allowed: readonly string[] = []) =>
  judgeRealm(new URL(realm), { origin, allowsTokenServer: (server) => allowed.includes(server) });

test.each([
  ['ghcr.io', 'https://ghcr.io/token', 'trusted'],
  ['registry-1.docker.io', 'https://auth.docker.io/token', 'trusted'],
  ['registry.gitlab.com', 'https://gitlab.com/jwt/auth', 'trusted'],
  ['registry.digitalocean.com', 'https://api.digitalocean.com/v2/registry/auth', 'trusted'],
  ['registry.corp.co.uk', 'https://auth.corp.co.uk/token', 'trusted'],
  ['registry.corp.co.uk', 'https://auth.other.co.uk/token', 'anonymous'],
  ['rg.fr-par.scw.cloud', 'https://api.scaleway.com/registry/token', 'anonymous'],
  ['a.github.io', 'https://b.github.io/token', 'anonymous'],
  ['registry.one.synology.me', 'https://login.two.synology.me/token', 'anonymous'],
  ['one.westeurope.azurecontainer.io', 'https://two.westeurope.azurecontainer.io/token', 'anonymous'],
  ['one.azurecontainer.io', 'https://two.azurecontainer.io/token', 'anonymous'],
  ['one.hf.space', 'https://two.hf.space/token', 'anonymous'],
  ['registry.one.tokyo.jp', 'https://login.two.tokyo.jp/token', 'anonymous'],
  ['one.eu.org', 'https://two.eu.org/token', 'anonymous'],
  ['co.uk', 'https://auth.co.uk/token', 'anonymous'],
  ['registry.team.lan', 'https://auth.team.lan/token', 'anonymous'],
  ['one.team-a.svc.cluster.local', 'https://two.team-b.svc.cluster.local/token', 'anonymous'],
  ['registry.corp.com.', 'https://AUTH.corp.com/token', 'trusted'],
  ['ghcr.io', 'https://ghcr.io:8443/token', 'trusted'],
  ['ghcr.io', 'https://ghcr.io.evil.com/token', 'anonymous'],
  ['192.168.1.5', 'https://192.168.1.5:5001/token', 'trusted'],
  ['192.168.1.5', 'https://192.168.1.6/token', 'anonymous'],
  ['[fd00::1]:5000', 'https://[fd00::1]:5001/token', 'trusted'],
  ['ghcr.io', 'http://ghcr.io/token', 'refused'],
  ['ghcr.io', 'https://user@ghcr.io/token', 'refused'],
])('%s may name %s: %s', (registry, realm, verdict) => {
  expect(judge(`https://${registry}`, realm)).toBe(verdict);
});

test('a registry of plain http may have its token server on another port of its host', () => {
  expect(judge('http://localhost:5000', 'http://localhost:5000/token')).toBe('trusted');
  expect(judge('http://localhost:5000', 'http://localhost:5001/token')).toBe('trusted');
  expect(judge('http://localhost:5000', 'http://127.0.0.1:5001/token')).toBe('anonymous');
  expect(judge('http://registry.corp.com', 'http://auth.corp.com/token')).toBe('anonymous');
});

test('an allowed origin is trusted, exactly that one, and never by plain http for a registry of https', () => {
  const allowed = ['https://auth.other.net', 'http://127.0.0.1:5001', 'http://auth.other.net'];
  expect(judge('https://registry.example', 'https://auth.other.net/token?x=1', allowed)).toBe('trusted');
  expect(judge('https://registry.example', 'https://auth.other.net:8443/token', allowed)).toBe('anonymous');
  expect(judge('https://registry.example', 'https://sub.auth.other.net/token', allowed)).toBe('anonymous');
  expect(judge('https://registry.example', 'http://auth.other.net/token', allowed)).toBe('refused');
  expect(judge('http://localhost:5000', 'http://127.0.0.1:5001/token', allowed)).toBe('trusted');
});
