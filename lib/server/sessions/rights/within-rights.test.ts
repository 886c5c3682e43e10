import { array, assert, asyncProperty, constantFrom, record } from 'fast-check';
import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { ProblemError } from '#lib/api/problems/problem-error';
import { RegistryError } from '#lib/registry/registry-error';
import { parsePattern } from '#lib/roles/repository-pattern';
import type { Rights } from '#lib/roles/rights';
import { roleNames } from '#lib/roles/role';
import { withinCatalogue, withinRights } from './within-rights.ts';

const registry = 'a.io';
const origin = `https://${registry}`;

/** Whether a request gets out. */
async function passes(
  rights: Rights,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
): Promise<boolean> {
  let hasLeft = false;
  const fetch = withinRights(
    async () => {
      hasLeft = true;
      return new Response();
    },
    registry,
    rights,
  );
  const answer = fetch(new URL(path, origin), { method, purpose: 'registry', onBehalfOf: origin });
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!hasLeft) {
    expect(error).toBeInstanceOf(RegistryError);
    expect(
      error instanceof RegistryError && error.cause instanceof ProblemError && error.cause.problem.code,
    ).toBe('role-missing');
  }
  return hasLeft;
}

const patterns = ['a.io/team/**', 'a.io/team/app', 'a.io/*', 'b.io/**']
  .map(parsePattern)
  .filter((one) => one !== undefined);

test('200 random rights and requests: what leaves is what a plain reading of the rights allows', async () => {
  const right = record({
    role: constantFrom(...roleNames),
    repositories: constantFrom(undefined, ...patterns.map((pattern) => [pattern])),
  });
  const level = { viewer: 0, editor: 1, deleter: 2, admin: 3 };
  const covered: Record<string, readonly string[]> = {
    'a.io/team/**': ['team/app', 'team/x/y'],
    'a.io/team/app': ['team/app'],
    'a.io/*': ['app'],
    'b.io/**': [],
  };
  await assert(
    asyncProperty(
      array(right, { maxLength: 3 }),
      constantFrom('team/app', 'team/x/y', 'app', 'other/app'),
      constantFrom('GET', 'PUT', 'DELETE'),
      async (rights, name, method) => {
        const needed = { GET: 0, PUT: 1, DELETE: 2 }[method];
        const isAllowed = rights.some(
          ({ role, repositories }) =>
            level[role] >= needed &&
            (repositories === undefined || repositories.some((one) => covered[one]?.includes(name))),
        );
        expect(await passes(rights, method, `/v2/${name}/manifests/1.0`)).toBe(isAllowed);
      },
    ),
    { numRuns: 200 },
  );
});

test('a blob is not mounted from where its person may not read', async () => {
  const [team] = patterns;
  const rights: Rights = [{ role: 'editor', repositories: team === undefined ? [] : [team] }];
  expect(await passes(rights, 'POST', '/v2/team/app/blobs/uploads/?mount=sha256:0&from=team/base')).toBe(
    true,
  );
  expect(await passes(rights, 'POST', '/v2/team/app/blobs/uploads/?mount=sha256:0&from=secret/app')).toBe(
    false,
  );
});

test('nobody without rights reaches a registry, and no unknown address is open', async () => {
  expect(await passes([], 'GET', '/v2/')).toBe(false);
  expect(await passes([{ role: 'admin', repositories: undefined }], 'GET', '/v2/')).toBe(true);
  expect(await passes([{ role: 'admin', repositories: undefined }], 'GET', '/v2/_other/x')).toBe(false);
});

test('a catalogue names what its reader may see', async () => {
  const listRepositories = async () => ({ names: ['team/app', 'other/app'], next: 'x' });
  const all = createFakeClient(createFakeStore(), { registry, listRepositories });
  const client = withinCatalogue(all, [{ role: 'viewer', repositories: patterns.slice(0, 1) }]);
  expect(await client.listRepositories()).toEqual({ names: ['team/app'], next: 'x' });
});
