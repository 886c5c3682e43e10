import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { formBrowser } from '#e2e/fakes/form-browser';
import type { TestProvider } from '#e2e/fakes/identity-provider';
import { startIdentityProvider } from '#e2e/fakes/identity-provider';
import { Secret } from '#lib/registry/auth/credential';
import { createEgressFetch } from '#lib/server/platform/egress/egress';
import { limits } from '#lib/server/platform/limits';
import type { FinishedLogin, IdentityProvider } from './identity-provider.ts';
import { createIdentityProvider } from './identity-provider.ts';
import { providerRefusal } from './provider-refusal.ts';

const publicOrigin = 'https://orrery.example';
const people = new Map<string, readonly string[]>();
const logoutTokens: string[] = [];
let running: TestProvider;
let provider: IdentityProvider;

beforeAll(async () => {
  const onLogout = async (token: string) => void logoutTokens.push(token);
  running = await startIdentityProvider({ publicOrigin, people, onLogout });
});
afterAll(async () => await running[Symbol.asyncDispose]());
beforeEach(() => {
  people.set('ada', ['platform', 'security']);
  logoutTokens.length = 0;
  provider = create(running.clientId);
});

function create(clientId: string, clientSecret = running.clientSecret): IdentityProvider {
  const { issuer, ca } = running;
  const settings = {
    issuer,
    clientId,
    clientSecret: new Secret(clientSecret),
    scopes: 'openid profile email',
    groupsClaim: 'groups',
  };
  return createIdentityProvider({
    settings,
    publicOrigin,
    fetch: createEgressFetch({ limits, certificates: [ca] }),
  });
}

async function signIn(): Promise<FinishedLogin & { readonly browser: ReturnType<typeof formBrowser> }> {
  const browser = formBrowser(running.ca);
  const { url, login } = await provider.begin({ isFresh: false, target: '/' });
  const callback = await browser.openUntil(url, publicOrigin, { login: 'ada', password: 'any' });
  return { ...(await provider.finish(new URL(callback), login)), browser };
}

test('a sign-in says who it is, with groups and when they proved it', async () => {
  const { identity, idToken, refreshToken } = await signIn();
  expect(identity).toMatchObject({
    issuer: running.issuer,
    subject: 'ada',
    name: 'ada',
    email: 'ada@acme.example',
    groups: ['platform', 'security'],
  });
  expect(identity.sid).toMatch(/./);
  expect(Math.abs(Date.now() - (identity.authenticatedAt ?? 0))).toBeLessThan(60_000);
  expect(idToken.split('.')).toHaveLength(3);
  expect(refreshToken).toMatch(/./);
});

test('a provider that refuses the client says so in a word of OAuth', async () => {
  provider = create(running.clientId, 'another secret');
  const refused = await signIn().catch(providerRefusal);
  expect(refused).toBe('invalid_client');
  const { url, login } = await provider.begin({ isFresh: false, target: '/' });
  const back = new URL(`${publicOrigin}/api/session/callback`);
  const state = new URL(url).searchParams.get('state') ?? '';
  back.search = new URLSearchParams({ error: 'access_denied', state, iss: running.issuer }).toString();
  expect(await provider.finish(back, login).catch(providerRefusal)).toBe('access_denied');
  back.searchParams.set('error', '<b>made up</b>');
  expect(await provider.finish(back, login).catch(providerRefusal)).toBe('no reason');
  back.searchParams.set('state', 'another');
  expect(await provider.finish(back, login).catch(providerRefusal)).toBeUndefined();
});

test('a way back with another state, nonce or verifier is refused', async () => {
  const browser = formBrowser(running.ca);
  const { url, login } = await provider.begin({ isFresh: true, target: '/' });
  expect(new URL(url).searchParams.get('prompt')).toBe('login');
  const callback = new URL(await browser.openUntil(url, publicOrigin, { login: 'ada', password: 'any' }));
  const forged = new URL(callback);
  forged.searchParams.set('state', 'another');
  await expect(provider.finish(forged, login)).rejects.toThrow();
  const other = await provider.begin({ isFresh: false, target: '/' });
  await expect(provider.finish(callback, { ...login, verifier: other.login.verifier })).rejects.toThrow();
  await expect(provider.finish(callback, { ...login, nonce: other.login.nonce })).rejects.toThrow();
  // The code was used up by the attempt above.
  await expect(provider.finish(callback, login)).rejects.toThrow();
});

test('a refresh reads the groups anew; a refused one says that the session is over', async () => {
  const { refreshToken = '' } = await signIn();
  people.set('ada', ['security']);
  const fresh = await provider.refresh(refreshToken);
  expect(fresh?.identity?.groups).toEqual(['security']);
  expect(await provider.refresh('made-up')).toBeUndefined();
});

test('who signs out at the provider is named by a logout token, for us alone', async () => {
  const { idToken, identity, browser } = await signIn();
  const endUrl = await provider.endUrl(idToken);
  await browser.openUntil(endUrl ?? '', publicOrigin, { logout: 'yes' });
  const [token = ''] = logoutTokens;
  expect(await provider.readLogoutToken(token)).toMatchObject({ issuer: running.issuer, sid: identity.sid });
  expect(await create('another-client').readLogoutToken(token)).toBeUndefined();
});

test.each([
  ['without a signature', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJib2IifQ.'],
  ['of no form', 'nonsense'],
])('a logout token %s is none', async (_, token) => {
  expect(await provider.readLogoutToken(token)).toBeUndefined();
});

test('an ID token is no logout token', async () => {
  const { idToken } = await signIn();
  expect(await provider.readLogoutToken(idToken)).toBeUndefined();
});
