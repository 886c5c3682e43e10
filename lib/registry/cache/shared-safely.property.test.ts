import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scriptedFetch } from '#e2e/fakes/scripted-fetch';
import { testLimits } from '#e2e/fakes/test-client';
import { mediaTypes } from '#lib/oci/media-type';
import { Secret } from '#lib/registry/auth/credential';
import { computeDigest } from '#lib/registry/body';
import type { RegistryConnection } from '#lib/registry/client/create-registry-client';
import { createRegistryConnection } from '#lib/registry/client/create-registry-client';
import { createManifestStore } from './manifest-cache.ts';

const bytes = new TextEncoder().encode('{"schemaVersion":2,"manifests":[],"annotations":{"secret":"plans"}}');
const digest = computeDigest('sha256', bytes);
const headers = {
  'content-type': mediaTypes.ociIndex,
  'docker-content-digest': digest,
  'content-length': String(bytes.length),
  etag: `"${digest}"`,
};
const users = ['ada', 'eve'] as const;
type User = (typeof users)[number];
const repositories = ['team/plans', 'public/plans'] as const;

/** A registry with rights, two sessions over one store, and a note of each time it showed somebody the manifest. */
function setup() {
  const rights = new Set(users.map((user) => `${user} public/plans`));
  const shown = new Map<string, { read: number; head: number }>();
  let nowMs = 0;
  const { fetch } = scriptedFetch((url, { method, headers: asked }) => {
    const name = atob((asked?.authorization ?? '').slice('Basic '.length)).split(':')[0] ?? '';
    if (name === '') {
      return new Response(null, { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } });
    }
    const [user = '', life = ''] = name.split('.');
    const repository = url.pathname.slice('/v2/'.length).replace(/\/manifests\/.*$/, '');
    if (!rights.has(`${user} ${repository}`)) return new Response(null, { status: 403 });
    const key = `${user}.${life} ${repository}`;
    const before = shown.get(key) ?? { read: -Infinity, head: -Infinity };
    shown.set(key, method === 'HEAD' ? { ...before, head: nowMs } : { ...before, read: nowMs });
    if (asked?.['if-none-match'] === `"${digest}"`) return new Response(null, { status: 304, headers });
    return new Response(method === 'HEAD' ? null : bytes, { headers });
  });
  const manifests = createManifestStore(1024 * 1024);
  const lives = new Map<User, number>();
  const connections = new Map<User, RegistryConnection>();
  const connect = (user: User) => {
    const life = (lives.get(user) ?? 0) + 1;
    lives.set(user, life);
    connections.set(
      user,
      createRegistryConnection({
        registry: 'registry.example',
        plainHttp: false,
        fetch,
        credentials: async () => ({
          kind: 'basic',
          username: `${user}.${life}`,
          password: new Secret('x'),
        }),
        limits: testLimits,
        manifests,
        now: () => nowMs,
      }),
    );
  };
  for (const user of users) connect(user);
  const read = async (user: User, repository: string, selector: string) =>
    await connections
      .get(user)
      ?.client()
      .getManifest(repository, selector)
      .catch(() => undefined);
  const mayKnow = (user: User, repository: string) => {
    const times = shown.get(`${user}.${lives.get(user)} ${repository}`);
    return times !== undefined && (nowMs - times.read < 300_000 || nowMs - times.head < 60_000);
  };
  const pass = (milliseconds: number) => {
    nowMs += milliseconds;
  };
  return { rights, connect, read, mayKnow, pass };
}

const user = fc.constantFrom(...users);
const repository = fc.constantFrom(...repositories);
const step = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      reads: fc.array(fc.record({ user, repository, selector: fc.constantFrom(digest, 'latest') }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('grant', 'withdraw', 'logout'), user, repository }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1000, 59_999, 60_000, 300_000),
    }),
  },
);

test('property: no session is shown what the registry has not shown it lately, in a thousand steps of two', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1000, maxLength: 1000, size: 'max' }), async (steps) => {
      const { rights, connect, read, mayKnow, pass } = setup();
      let given = 0;
      for (const one of steps) {
        if (one.do === 'wait') pass(one.ms);
        else if (one.do === 'read') {
          const answers = await Promise.all(
            one.reads.map(async (wish) => ({
              wish,
              got: await read(wish.user, wish.repository, wish.selector),
            })),
          );
          for (const { wish, got } of answers) {
            if (got === undefined) continue;
            given += 1;
            expect(mayKnow(wish.user, wish.repository)).toBe(true);
          }
        } else if (one.do === 'logout') connect(one.user);
        else if (one.do === 'grant') rights.add(`${one.user} ${one.repository}`);
        else rights.delete(`${one.user} ${one.repository}`);
      }
      expect(given).toBeGreaterThan(0);
    }),
    // Shrinking a thousand steps takes longer than reading them.
    { numRuns: 10, endOnFailure: true },
  );
});

test('who was never let in is never shown anything, however often somebody else is', async () => {
  const { rights, read } = setup();
  rights.add('ada team/plans');
  for (let i = 0; i < 1000; i++) {
    const [ada, eve] = await Promise.all([
      read('ada', 'team/plans', i % 2 === 0 ? digest : 'latest'),
      read('eve', 'team/plans', i % 3 === 0 ? 'latest' : digest),
    ]);
    expect([ada?.digest, eve]).toEqual([digest, undefined]);
  }
});
