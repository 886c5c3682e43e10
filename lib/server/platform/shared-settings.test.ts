import { expect, test } from 'vitest';
import { readSettings } from './env.ts';

const whole: Readonly<Record<string, string>> = {
  ORRERY_PUBLIC_URL: 'https://orrery.example',
  ORRERY_DATABASE_URL: 'postgres://orrery:word@db.example/orrery',
  ORRERY_SESSION_KEY: 'c0ffee12-9b7d-4a57-8f3e-51d2a7b6e480',
  ORRERY_OIDC_ISSUER: 'https://login.example/realms/acme',
  ORRERY_OIDC_CLIENT_ID: 'orrery',
  ORRERY_OIDC_CLIENT_SECRET: 's3cret',
  ORRERY_ROLES:
    '[{"group":"platform","role":"admin"},{"group":"dev","role":"editor","repositories":["a.io/team-*/**"]},{"group":"staff"}]',
};

function read(changes: Readonly<Record<string, string>> = {}) {
  return readSettings({ XDG_DATA_HOME: '/data', ...whole, ...changes }, (path) => {
    if (path === '/run/key') return 'another key, which is as long as it must be\n';
    throw new Error(`no ${path}`);
  });
}

function messageOf(changes: Readonly<Record<string, string>>): string {
  try {
    read(changes);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return 'accepted';
}

test('a public address serves a team: nothing is changed, nothing is inside, and people sign in', () => {
  const settings = read();
  expect(settings).toMatchObject({ demo: false, registry: 'off', readOnly: true });
  expect(settings.shared).toMatchObject({
    origin: 'https://orrery.example',
    listen: ['127.0.0.1'],
    trustedProxies: [],
    provider: {
      issuer: 'https://login.example/realms/acme',
      clientId: 'orrery',
      scopes: 'openid profile email',
      groupsClaim: 'groups',
    },
    roles: [
      { group: 'platform', role: 'admin' },
      { group: 'dev', role: 'editor', repositories: ['a.io/team-*/**'] },
      { group: 'staff', role: 'viewer' },
    ],
  });
  expect(settings.databaseUrl?.reveal()).toBe(whole.ORRERY_DATABASE_URL);
  expect(JSON.stringify(settings)).not.toMatch(/word|s3cret|c0ffee/);
});

test.each([
  ['10.0.0.5:3001', '10.0.0.5', 3001],
  ['orrery-a:80', 'orrery-a', 80],
  ['[fd00::5]:3001', '[fd00::5]', 3001],
  ['fd00::5:3001', '[fd00::5]', 3001],
])('replicas reach each other at %s', (text, host, port) => {
  expect(read({ ORRERY_INTERNAL_ADDRESS: text }).shared?.internalAddress).toEqual({ host, port });
});

test('changes are allowed by name, and the key before may come from a file', () => {
  const settings = read({ ORRERY_READ_ONLY: 'off', ORRERY_SESSION_KEY_PREVIOUS_FILE: '/run/key' });
  expect(settings.readOnly).toBe(false);
  expect(settings.shared?.sessionKeys.map((key) => key.reveal())).toEqual([
    whole.ORRERY_SESSION_KEY,
    'another key, which is as long as it must be',
  ]);
});

test('everything that is missing is named at once', () => {
  const bare = { ORRERY_DATABASE_URL: '', ORRERY_SESSION_KEY: '', ORRERY_OIDC_ISSUER: '', ORRERY_ROLES: '' };
  expect(messageOf(bare)).toBe(
    'ORRERY_PUBLIC_URL serves a team, which also needs ORRERY_DATABASE_URL, ORRERY_SESSION_KEY, ORRERY_OIDC_ISSUER, ORRERY_ROLES.',
  );
});

test.each([
  [{ ORRERY_PUBLIC_URL: 'http://orrery.example' }, /^ORRERY_PUBLIC_URL must be the address that people open/],
  [{ ORRERY_PUBLIC_URL: 'https://orrery.example/app' }, /^ORRERY_PUBLIC_URL must .* without a path/],
  [{ ORRERY_PUBLIC_URL: '' }, /^ORRERY_SESSION_KEY is for serving a team: set ORRERY_PUBLIC_URL too/],
  [{ ORRERY_SESSION_KEY: 'short' }, /^ORRERY_SESSION_KEY must be at least 32 random bytes\. .*openssl/],
  [{ ORRERY_SESSION_KEY: 'a'.repeat(64) }, /^ORRERY_SESSION_KEY must/],
  [{ ORRERY_SESSION_KEY: 'abcdefghijkl'.repeat(4) }, /^ORRERY_SESSION_KEY must/],
  [{ ORRERY_DATABASE_URL: 'mysql://db/orrery' }, /^ORRERY_DATABASE_URL must be the address of a PostgreSQL/],
  [{ ORRERY_OIDC_ISSUER: 'http://login.example' }, /^ORRERY_OIDC_ISSUER must .* with https/],
  [{ ORRERY_OIDC_SCOPES: 'profile' }, /^ORRERY_OIDC_SCOPES must contain openid/],
  [{ ORRERY_ROLES: 'admin' }, /^ORRERY_ROLES must be JSON/],
  [{ ORRERY_ROLES: '{}' }, /^ORRERY_ROLES must be a list like/],
  [
    { ORRERY_ROLES: '[{"group":"a","role":"owner"}]' },
    /^ORRERY_ROLES must be viewer, editor, deleter, admin/,
  ],
  [{ ORRERY_ROLES: '[{"group":"a","repositories":["team"]}]' }, /^ORRERY_ROLES must name repositories like/],
  [
    { ORRERY_ROLES: '[{"group":"a","role":"admin","repositories":["a.io/**"]}]' },
    /^ORRERY_ROLES must give an admin all repositories/,
  ],
  [{ ORRERY_LISTEN: 'orrery.example' }, /^ORRERY_LISTEN must be addresses of this machine/],
  [{ ORRERY_TRUSTED_PROXIES: '10.0.0.0/40' }, /^ORRERY_TRUSTED_PROXIES must be addresses or ranges/],
  [{ ORRERY_ACCESS: 'open' }, /People sign in there: leave ORRERY_ACCESS out\.$/],
  [{ ORRERY_REGISTRY: 'open' }, /It has no registry inside: leave ORRERY_REGISTRY out\.$/],
  [{ ORRERY_DEMO: 'on' }, /It has no demo: leave ORRERY_DEMO out\.$/],
])('%j is refused with a sentence', (changes, message) => expect(messageOf(changes)).toMatch(message));

test.each([
  '10.0.0.5',
  '0.0.0.0:3001',
  '[::]:3001',
  'a:0',
  'a:70000',
  'http://a:3001',
  'a:3001/x',
  'a b:1',
  ':3001',
])('"%s" is no address where replicas reach each other', (text) =>
  expect(messageOf({ ORRERY_INTERNAL_ADDRESS: text })).toMatch(
    /^ORRERY_INTERNAL_ADDRESS must be where the other replicas reach this one/,
  ),
);
