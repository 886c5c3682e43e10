import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import type { WritingClient } from '#e2e/fakes/test-client';
import { nextTurn } from '#lib/async/slices';
import { createDiscoveryCache } from '#lib/discovery/repository-handle';
import { parseDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { RegistryError } from '#lib/registry/registry-error';
import { limits } from '#lib/server/platform/limits';
import { parseAuditScope, parseFirstTags } from './audit-scope.ts';
import { auditRunLimits } from './limits.ts';
import { listArtifacts } from './list-artifacts.ts';
import { createStamina, notAsked } from './stamina.ts';

const digestOf = (fill: string) => parseDigest(`sha256:${fill.repeat(64)}`);
const found = (fill: string) => ({ digest: digestOf(fill), mediaType: mediaTypes.ociManifest, size: 1 });

// Where pulls are counted a tag is resolved without one.
const counting = { remaining: 100, limit: 100 };

type Asked = { readonly signal?: AbortSignal; readonly first?: string; readonly repositories?: string };

/** The artifacts of a scope at a registry that answers so, and what was left out. */
async function list(
  text: string,
  answers: Partial<WritingClient>,
  { signal = new AbortController().signal, first, repositories }: Asked = {},
) {
  const client = createFakeClient(createFakeStore(), { rateLimit: () => counting, ...answers });
  const cache = createDiscoveryCache();
  const limits: string[] = [];
  const counts: number[] = [];
  const listing = {
    placeOf: ({ repository }: { repository: string }) => ({ client, repository, cache }),
    enter: () => undefined,
    now: () => 0,
    stamina: createStamina(auditRunLimits.failuresMax),
    first: parseFirstTags(first),
    listed: (count: number) => counts.push(count),
    limit: (reason: string) => limits.push(reason),
    signal,
  };
  const artifacts = [];
  for await (const one of listArtifacts(parseAuditScope(text, repositories), listing)) artifacts.push(one);
  return { artifacts, limits, counts, calls: client.calls };
}

const missing = new RegistryError('not-found', 'fake.test', 'No such tag.');
const down = new RegistryError('unavailable', 'fake.test', 'It answered 503.');

test('each tag comes with its digest in the order of the list, and tags that are made from a digest are none', async () => {
  const names = ['1.0', 'latest', '0.9', `sha256-${'a'.repeat(64)}.sig`, `sha256-${'a'.repeat(64)}`];
  const { artifacts, counts } = await list('fake.test/app', {
    listTags: async () => ({ names }),
    resolveManifest: async (_, tag) => found(tag === '0.9' ? 'b' : 'a'),
  });
  expect(artifacts).toMatchObject([
    { digest: digestOf('a'), tags: ['1.0'] },
    { digest: digestOf('a'), tags: ['latest'] },
    { digest: digestOf('b'), tags: ['0.9'] },
  ]);
  expect(counts).toEqual([3]);
});

test('a tag that the registry lists and does not give is an artifact of which nothing is known', async () => {
  const { artifacts } = await list('fake.test/app', {
    listTags: async () => ({ names: ['1.0', '0.9'] }),
    resolveManifest: async (_, tag) => {
      if (tag === '0.9') throw missing;
      return found('a');
    },
  });
  expect(artifacts).toMatchObject([
    { digest: digestOf('a') },
    { tags: ['0.9'], reason: 'The list names the tag, but the registry does not have it.' },
  ]);
});

test('a registry that is down is not asked for every tag, and none of them is left out', async () => {
  const names = Array.from({ length: 500 }, (_, at) => `t${at}`);
  const { artifacts, calls } = await list('fake.test/app', {
    listTags: async () => ({ names }),
    resolveManifest: async () => {
      throw down;
    },
  });
  expect(artifacts).toHaveLength(500);
  expect(artifacts.at(-1)).toMatchObject({ reason: notAsked });
  expect(calls.length).toBeLessThan(auditRunLimits.failuresMax + 2 * auditRunLimits.tagsAhead + 2);
});

test('tags beyond the bound are counted', async () => {
  const names = Array.from({ length: auditRunLimits.tagsMax + 3 }, (_, at) => `t${at}`);
  const { artifacts, limits } = await list('fake.test/app', {
    listTags: async () => ({ names }),
    resolveManifest: async () => found('a'),
  });
  expect(artifacts).toHaveLength(auditRunLimits.tagsMax);
  expect(limits).toEqual([expect.stringContaining('3 tags were not looked at')]);
});

test('a list that breaks off in the middle is said, and what it gave is looked at', async () => {
  const { artifacts, limits } = await list('fake.test/app', {
    listTags: async (_, { next } = {}) => {
      if (next === 'more') throw down;
      return { names: ['1.0'], next: 'more' };
    },
    resolveManifest: async () => found('a'),
  });
  expect(artifacts).toHaveLength(1);
  expect(limits).toEqual(['fake.test/app: It answered 503.']);
});

test('without a list of tags there is nothing to look at, and that is an error', async () => {
  const listTags = async () => {
    throw missing;
  };
  await expect(list('fake.test/app', { listTags })).rejects.toBe(missing);
});

test('of a registry one repository that cannot be listed is an artifact of which nothing is known', async () => {
  const { artifacts } = await list('fake.test', {
    listRepositories: async () => ({ names: ['closed', 'app'] }),
    listTags: async (repository) => {
      if (repository === 'closed') throw down;
      return { names: ['1.0'] };
    },
    resolveManifest: async () => found('a'),
  });
  expect(artifacts).toMatchObject([
    { repository: 'closed', tags: [], reason: 'The tags were not listed: It answered 503.' },
    { repository: 'app', tags: ['1.0'], digest: digestOf('a') },
  ]);
});

test('one artifact is itself: by its digest without a question, by its tag with one', async () => {
  const resolveManifest = async () => found('a');
  expect(await list(`fake.test/app:1.0@${digestOf('b')}`, { resolveManifest })).toMatchObject({
    artifacts: [{ digest: digestOf('b'), tags: ['1.0'] }],
    calls: [],
  });
  expect(await list('fake.test/app:1.0', { resolveManifest })).toMatchObject({
    artifacts: [{ digest: digestOf('a'), tags: ['1.0'] }],
    calls: ['head 1.0'],
  });
});

test('who has left ends the list', async () => {
  const left = new AbortController();
  const resolveManifest = async () => {
    left.abort(new Error('left'));
    throw down;
  };
  const answers = { listTags: async () => ({ names: ['1.0', '2.0'] }), resolveManifest };
  await expect(list('fake.test/app', answers, { signal: left.signal })).rejects.toThrow('left');
});

/** The artifacts of a repository with 200 tags, one by one, at a registry that resolves them so. */
function listing(resolveManifest: WritingClient['resolveManifest']) {
  const names = Array.from({ length: 200 }, (_, at) => `t${at}`);
  const client = createFakeClient(createFakeStore(), {
    rateLimit: () => counting,
    listTags: async () => ({ names }),
    resolveManifest,
  });
  const cache = createDiscoveryCache();
  const artifacts = listArtifacts(parseAuditScope('fake.test/app'), {
    placeOf: ({ repository }: { repository: string }) => ({ client, repository, cache }),
    enter: () => undefined,
    now: () => 0,
    stamina: createStamina(auditRunLimits.failuresMax),
    first: [],
    listed: () => undefined,
    limit: () => undefined,
    signal: new AbortController().signal,
  });
  return { artifacts, client };
}

test('a tag is given before the last one is resolved', async () => {
  const { artifacts, client } = listing(async () => found('a'));
  expect((await artifacts.next()).value).toMatchObject({ tags: ['t0'] });
  await artifacts.return(undefined);
  expect(client.calls.length).toBeLessThan(2 * auditRunLimits.tagsAhead + 3);
});

test('tags that hang leave places for the rows of those before them', async () => {
  let hanging = 0;
  const { artifacts } = listing(async (_, tag) => {
    if (Number(tag.slice(1)) < 10) return found('a');
    hanging += 1;
    return await new Promise(() => undefined);
  });
  for (let at = 0; at < 10; at++) expect((await artifacts.next()).value).toMatchObject({ tags: [`t${at}`] });
  await nextTurn();
  expect(hanging).toBe(auditRunLimits.tagsAtOnce);
  expect(hanging).toBeLessThan(limits.requestsPerRegistry);
});

test('a registry that answers resolves as many tags at the same time as are resolved ahead', async () => {
  let running = 0;
  let most = 0;
  const { artifacts } = listing(async () => {
    most = Math.max(most, ++running);
    await nextTurn();
    running -= 1;
    return found('a');
  });
  let count = 0;
  for await (const _ of artifacts) count += 1;
  expect(count).toBe(200);
  expect(most).toBeGreaterThan(2 * auditRunLimits.tagsAtOnce);
});

test('what a screen shows comes first, and what is not there changes nothing', async () => {
  const answers = {
    listRepositories: async () => ({ names: ['a', 'b'] }),
    listTags: async () => ({ names: ['1', '2', '3'] }),
    resolveManifest: async () => found('a'),
  };
  const order = async (text: string, first: string) => {
    const { artifacts } = await list(text, answers, { first });
    return artifacts.map(({ repository, tags }) => `${repository}:${tags.join()}`);
  };
  expect(await order('fake.test/a', '3,9')).toEqual(['a:3', 'a:1', 'a:2']);
  expect(await order('fake.test', 'b:2,c:1')).toEqual(['b:2', 'b:1', 'b:3', 'a:1', 'a:2', 'a:3']);
});

test('of a registry only the repositories that were chosen, without its catalogue', async () => {
  const answers = { listTags: async () => ({ names: ['1'] }), resolveManifest: async () => found('a') };
  const { artifacts } = await list('fake.test', answers, { repositories: 'b,team/c' });
  expect(artifacts.map(({ repository }) => repository)).toEqual(['b', 'team/c']);
});
