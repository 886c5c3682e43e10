import { testServices } from '#e2e/fakes/call-route';
import { memoryServiceAccountStore } from '#e2e/fakes/memory-service-accounts';
import { memoryOnceStore, memorySessionStore } from '#e2e/fakes/memory-sessions';
import { Secret } from '#lib/registry/auth/credential';
import { parsePattern } from '#lib/roles/repository-pattern';
import type { RoleRule } from '#lib/roles/rights';
import type { Settings } from '#lib/server/platform/env';
import type { IdentityProvider } from '#lib/server/sessions/provider/identity-provider';
import { provideIdentityProvider } from '#lib/server/sessions/team-provider';
import type { TeamStores } from '#lib/server/sessions/team-stores';
import { provideTeamStores } from '#lib/server/sessions/team-stores';

export const teamOrigin = 'https://orrery.example';
export const issuer = 'https://login.example';

const teamPattern = parsePattern('a.io/team/**');

/** Who is what in the team of the tests: `platform` runs it, `dev` changes what is below a.io/team, `staff` reads. */
export const teamRules: readonly RoleRule[] = [
  { group: 'platform', role: 'admin' },
  { group: 'dev', role: 'editor', repositories: teamPattern === undefined ? [] : [teamPattern] },
  { group: 'staff', role: 'viewer' },
];

export const firstKey = new Secret('the first key of the tests, 32 bytes and more');

export type TeamInTest = TeamStores & {
  /** Signs somebody in; gives the cookie header of their browser. */
  readonly signIn: (person: string) => Promise<string>;
  /** The groups of each person, as the provider knows them now. */
  readonly people: Map<string, readonly string[]>;
  /** `down`: it cannot be asked; `refuses`: the sessions are over there. */
  provider: 'up' | 'down' | 'refuses';
  /** How often the provider was asked to refresh. */
  refreshes: number;
};

/** An Orrery for a team over stores in memory and a provider that knows everybody. */
export function teamInTest(
  settings: Partial<Settings> = {},
  keys: readonly Secret[] = [firstKey],
  now = Date.now,
) {
  serveTeam(settings, keys);
  const stores = {
    sessions: memorySessionStore(now),
    once: memoryOnceStore(now),
    accounts: memoryServiceAccountStore(now),
    now,
  };
  provideTeamStores(stores);
  const team: TeamInTest = {
    ...stores,
    people: new Map([
      ['ada', ['platform']],
      ['bob', ['dev']],
      ['eve', []],
    ]),
    provider: 'up',
    refreshes: 0,
    signIn: async (person) => {
      const { beginSignIn, finishSignIn } = await import('#lib/server/sessions/team-sign-in');
      const begun = await beginSignIn({ isFresh: false, target: '/' }, crypto.randomUUID());
      const cookie = pairOf(begun.cookies[0]);
      const request = new Request(`${teamOrigin}/api/session/callback?person=${person}`, {
        headers: { cookie },
      });
      return pairOf((await finishSignIn(request)).cookies[0]);
    },
  };
  provideIdentityProvider(fakeProvider(team, now));
  return team;
}

/** Starts the services over with other keys, over the same stores. */
export function serveTeam(settings: Partial<Settings> = {}, keys: readonly Secret[] = [firstKey]): void {
  testServices({
    registries: [{ host: 'a.io' }],
    readOnly: false,
    shared: {
      origin: teamOrigin,
      listen: ['127.0.0.1'],
      trustedProxies: [],
      sessionKeys: keys,
      roles: teamRules,
      provider: {
        issuer,
        clientId: 'orrery',
        clientSecret: new Secret('s3cret'),
        scopes: 'openid',
        groupsClaim: 'groups',
      },
    },
    ...settings,
  });
}

/** The `name=value` of a `Set-Cookie`. */
export function pairOf(cookie = ''): string {
  return cookie.split(';')[0] ?? '';
}

/** The callback names the person; a logout token is `<id> <sid>`. */
function fakeProvider(team: TeamInTest, now: () => number): IdentityProvider {
  const assertUp = () => {
    if (team.provider === 'down') throw new Error('The provider is down.');
  };
  const identityOf = (person: string) => ({
    issuer,
    subject: person,
    sid: `sid-${person}`,
    name: person,
    email: `${person}@acme.example`,
    groups: team.people.get(person) ?? [],
    authenticatedAt: now(),
  });
  return {
    begin: async (wish) => {
      assertUp();
      return { url: `${issuer}/authorize`, login: { verifier: 'v', state: 's', nonce: 'n', ...wish } };
    },
    finish: async ({ searchParams }) => {
      assertUp();
      const person = searchParams.get('person');
      if (person === null) throw new Error('unexpected "state" response parameter value');
      return { identity: identityOf(person), idToken: `id-${person}`, refreshToken: `refresh-${person}` };
    },
    refresh: async (token) => {
      team.refreshes += 1;
      assertUp();
      if (team.provider === 'refuses') return undefined;
      const person = token.replace('refresh-', '');
      return { identity: identityOf(person), idToken: undefined, refreshToken: token };
    },
    endUrl: async (idToken) => {
      assertUp();
      return `${issuer}/end?id_token_hint=${idToken}`;
    },
    check: async () => assertUp(),
    readLogoutToken: async (token) => {
      const [id = '', sid] = token.split(' ');
      return sid === undefined ? undefined : { id, issuer, sid };
    },
  };
}
