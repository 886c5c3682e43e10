import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { adminStories } from './admin-stories.ts';
import { heldStories } from './held-stories.ts';
import { operateStories } from './operate-stories.ts';
import { newPage, signIn } from './sign-in.ts';
import type { TeamPlace } from './team-place.ts';
import { openTeamPlace } from './team-place.ts';

// Two replicas on one database behind TLS: what holds here holds without affinity.
let place: TeamPlace;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(600_000);
  place = await openTeamPlace();
});
test.afterAll(async () => await place?.[Symbol.asyncDispose]());

const me = async (page: Page) => await page.request.get('/api/session');

test('somebody opens a link, signs in, and is back at the artifact, on whichever replica', async ({
  browser,
}) => {
  const page = await newPage(browser, place.origin);
  const path = `/${place.registry}/team/app:1.0`;
  const answer = await page.goto(path);
  expect(answer?.status()).toBe(401);
  await expect(page.getByRole('heading', { name: 'Sign in to Orrery' })).toBeVisible();
  await signIn(page, 'bob');
  expect(new URL(page.url()).pathname).toBe(path);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === '__Host-orrery');
  expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax', path: '/' });
  const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await me(page)).status()));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(place.proxy.counts.size).toBe(2);
  expect(await (await me(page)).json()).toMatchObject({ name: 'bob', role: 'editor' });
  await page.getByRole('button', { name: 'Signed in as bob' }).click();
  await expect(page.getByText(`editor in ${place.registry}/team/**`)).toBeVisible();
});

test('what lies outside somebody’s repositories says so, and names nothing', async ({ browser }) => {
  const page = await newPage(browser, place.origin);
  await page.goto(`/${place.registry}/other/app:1.0`);
  await signIn(page, 'bob');
  await expect(page.getByText('Your role does not allow this').first()).toBeVisible();
  const names = await page.request.get(`/api/repositories?host=${place.registry}`);
  expect(await names.json()).toEqual({ names: ['team/app'] });
  const other = await page.request.get('/api/manifest?ref=quay.io/other/app:1.0');
  expect((await other.json()).code).toBe('role-missing');
});

test('a change that the role does not cover is refused, also when its request is made by hand', async ({
  browser,
}) => {
  const page = await newPage(browser, place.origin);
  await page.goto('/');
  await signIn(page, 'bob');
  const plan = (data: object, headers: Readonly<Record<string, string>> = { origin: place.origin }) =>
    page.request.post('/api/plans', { data, headers });
  const ref = `${place.registry}/team/app:1.0`;
  expect((await plan({ action: 'tag', ref, tags: ['2.0'] })).status()).toBe(201);
  const refused = await plan({ action: 'delete', ref, scope: 'tag' });
  expect([refused.status(), (await refused.json()).code]).toEqual([403, 'role-missing']);
  const foreign = await plan({ action: 'tag', ref, tags: ['3.0'] }, { origin: 'https://evil.example' });
  expect([foreign.status(), (await foreign.json()).code]).toEqual([403, 'origin-refused']);
});

test('a sign-in that was not begun here, and one with another state, are refused with a page', async ({
  browser,
}) => {
  const page = await newPage(browser, place.origin);
  const unbegun = await page.goto('/api/session/callback?code=abc&state=wrong');
  expect(unbegun?.status()).toBe(400);
  await expect(page.getByRole('heading', { name: 'The sign-in did not work' })).toBeVisible();
  await page.request.get('/api/session/start', { maxRedirects: 0 });
  const wrong = `/api/session/callback?code=abc&state=wrong&iss=${encodeURIComponent(place.provider.issuer)}`;
  const answer = await page.request.get(wrong, { maxRedirects: 0 });
  expect([answer.status(), (await answer.json()).code]).toEqual([400, 'sign-in-failed']);
});

test('who signs out at the provider is signed out here, and nobody else', async ({ browser }) => {
  const [ada, bob] = [await newPage(browser, place.origin), await newPage(browser, place.origin)];
  for (const [page, person] of [
    [ada, 'ada'],
    [bob, 'bob'],
  ] as const) {
    await page.goto('/');
    await signIn(page, person);
  }
  expect(await place.sendLogout('eyJhbGciOiJub25lIn0.eyJzdWIiOiJib2IifQ.')).toBe(400);
  expect([(await me(ada)).status(), (await me(bob)).status()]).toEqual([200, 200]);
  await ada.goto(`${place.provider.issuer}/session/end`);
  await ada.getByRole('button', { name: 'Yes' }).click();
  await expect(async () => expect((await me(ada)).status()).toBe(401)).toPass();
  expect((await me(bob)).status()).toBe(200);
});

test('signing out ends the session on both replicas, and at the provider', async ({ browser }) => {
  const page = await newPage(browser, place.origin);
  await page.goto('/');
  await signIn(page, 'ada');
  const cookies = await page.context().cookies(place.origin);
  await page.getByRole('button', { name: 'Signed in as ada' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL((url) => url.origin === place.provider.issuer);
  await page.context().addCookies(cookies);
  const statuses = await Promise.all(Array.from({ length: 6 }, async () => (await me(page)).status()));
  expect(new Set(statuses)).toEqual(new Set([401]));
});

test('who has no role is told so', async ({ browser }) => {
  const page = await newPage(browser, place.origin);
  await page.goto('/');
  await signIn(page, 'eve');
  await expect(page.getByRole('heading', { name: 'You have no role in this Orrery' })).toBeVisible();
});

test('credentials count on both replicas, and no secret stands in the database or in any output', async ({
  browser,
}) => {
  const page = await newPage(browser, place.origin);
  await page.goto('/');
  await signIn(page, 'bob');
  const data = { host: place.registry, username: 'robot', password: 'canary-password' };
  const kept = await page.request.post('/api/sign-in', { data, headers: { origin: place.origin } });
  expect(kept.status()).toBe(200);
  const entry = { host: place.registry, origin: 'signed-in', user: 'robot' };
  for (let n = 0; n < 4; n += 1) {
    const { registries } = await (await page.request.get('/api/registries')).json();
    expect(registries).toContainEqual(entry);
  }
  const dump = await place.dumpDatabase();
  expect(dump).toContain('bob@acme.example');
  const canary = Buffer.from('canary').toString('hex');
  expect(dump).not.toMatch(new RegExp(`canary|${canary}`));
  const cookies = await page.context().cookies(place.origin);
  for (const { value } of cookies) expect(dump).not.toContain(value);
  expect(place.output()).not.toMatch(/canary/);
});

adminStories(() => place);
heldStories(() => place);
operateStories(() => place);
