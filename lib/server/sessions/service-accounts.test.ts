import { beforeEach, expect, test } from 'vitest';
import type { TeamInTest } from '#e2e/fakes/team-in-test';
import { firstKey, serveTeam, teamInTest } from '#e2e/fakes/team-in-test';
import { Secret } from '#lib/registry/auth/credential';
import {
  forgetServiceAccounts,
  listServiceAccounts,
  sealServicePassword,
  serviceCredential,
  sharedAccountVersion,
} from './service-accounts.ts';

const secondKey = new Secret('the second key of the tests, 32 bytes and more');
const named = { registry: 'a.io', username: 'robot' };
let team: TeamInTest;
const put = async (isShared = false) => {
  const sealed = sealServicePassword(named, new Secret('canary'));
  await team.accounts.put({ ...named, sealed, isShared, changedBy: 'ada' });
};
const passwordOf = async (registry: string) => {
  forgetServiceAccounts();
  const credential = (await serviceCredential(registry))?.credential;
  return credential?.kind === 'basic' ? credential.password.reveal() : undefined;
};
beforeEach(async () => {
  team = teamInTest();
  await put();
});

test('an account opens the registry that it is for, and no other', async () => {
  expect(await passwordOf('a.io')).toBe('canary');
  expect(await passwordOf('b.io')).toBeUndefined();
});

test('it survives a new key, is sealed with it, and says when its key is gone', async () => {
  serveTeam({}, [secondKey, firstKey]);
  expect(await listServiceAccounts()).toMatchObject([{ isReadable: true }]);
  serveTeam({}, [secondKey]);
  expect(await passwordOf('a.io')).toBe('canary');
  serveTeam({}, [new Secret('a third key, of which nobody has ever told it')]);
  expect(await listServiceAccounts()).toMatchObject([{ isReadable: false }]);
  expect(await passwordOf('a.io')).toBeUndefined();
});

test.each([
  ['another registry', { registry: 'b.io' }],
  ['another user', { username: 'admin' }],
])('what is moved to %s in the table does not open', async (_, moved) => {
  const [account] = await team.accounts.list();
  if (account === undefined) throw new Error('There is no account.');
  await team.accounts.remove('a.io');
  await team.accounts.put({ ...account, ...moved });
  expect(await listServiceAccounts()).toMatchObject([{ isReadable: false }]);
});

test('what people share has another version after each change, and none where it is not shared', async () => {
  await listServiceAccounts();
  expect(sharedAccountVersion('a.io')).toBe('');
  await put(true);
  await listServiceAccounts();
  const first = sharedAccountVersion('a.io');
  await put(true);
  await listServiceAccounts();
  expect(sharedAccountVersion('a.io')).not.toBe(first);
});

test('while the store is away, what was known of them counts', async () => {
  await listServiceAccounts();
  Object.assign(team.accounts, {
    list: async () => {
      throw new Error('connection refused');
    },
  });
  expect((await serviceCredential('a.io'))?.credential).toMatchObject({ username: 'robot' });
});
