import { describe, expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';

const page = (tags: unknown, link?: string) =>
  Response.json({ name: 'demo/app', tags }, link === undefined ? {} : { headers: { link } });

async function all(client: ReturnType<typeof testClient>['client'], pageSize: number) {
  const names: string[] = [];
  let next: string | undefined;
  for (let i = 0; i < 20; i++) {
    const answer = await client.listTags('demo/app', { pageSize, ...(next === undefined ? {} : { next }) });
    names.push(...answer.names);
    next = answer.next;
    if (next === undefined) return names;
  }
  throw new Error('The list never ended.');
}

describe('a list of tags', () => {
  test('is followed by its links, word for word', async () => {
    const { client, sent } = testClient((url) =>
      url.search === '?n=2'
        ? page(['b', 'a'], '</v2/demo/app/tags/list?cursor=%7Ex%2By&n=2>; rel="next"')
        : page(['c']),
    );
    expect(await all(client, 2)).toEqual(['b', 'a', 'c']);
    expect(sent[1]?.url).toBe('https://registry.example/v2/demo/app/tags/list?cursor=%7Ex%2By&n=2');
  });

  test('goes on after its last name where a registry sends no links', async () => {
    const tags = ['a', 'b', 'c'];
    const { client } = testClient((url) =>
      page(tags.filter((tag) => tag > (url.searchParams.get('last') ?? '')).slice(0, 2)),
    );
    expect(await all(client, 2)).toEqual(tags);
  });

  test('ends where a registry ignores the question and begins again, and says that it is not whole', async () => {
    const { client, sent } = testClient(() => page(['a', 'b']));
    expect(await all(client, 2)).toEqual(['a', 'b']);
    expect(sent).toHaveLength(2);
    const { next = '' } = await client.listTags('demo/app', { pageSize: 2 });
    const last = await client.listTags('demo/app', { pageSize: 2, next });
    expect(last).toEqual({ names: [], cut: expect.stringContaining('begins a list of tags again') });
  });

  test('begins behind a name, and gives nothing where a registry begins at its start all the same', async () => {
    const tags = ['a', 'b1', 'b2', 'c'];
    const able = testClient((url) => page(tags.filter((tag) => tag > (url.searchParams.get('last') ?? ''))));
    const answer = await able.client.listTags('demo/app', { pageSize: 9, after: 'b' });
    expect(answer).toEqual({ names: ['b1', 'b2', 'c'] });
    expect(able.sent[0]?.url).toBe('https://registry.example/v2/demo/app/tags/list?n=9&last=b');
    const unable = testClient(() => page(tags));
    expect((await unable.client.listTags('demo/app', { after: 'b' })).names).toEqual([]);
  });

  test('ends at a link to the same page, and says that it is not whole', async () => {
    const { client } = testClient(() => page(['a', 'b'], '</v2/demo/app/tags/list?n=2>; rel="next"'));
    const first = await client.listTags('demo/app', { pageSize: 2 });
    expect(first).toEqual({ names: ['a', 'b'], cut: expect.stringContaining('never ends') });
  });

  test.each([
    ['an empty page, as Cloudflare sends it', []],
    ['a page of names that nobody can ask for', ['b c', 7]],
  ])('goes on behind %s', async (_, middle) => {
    const { client } = testClient((url) => {
      const last = url.searchParams.get('last');
      if (last === null) return page(['a'], '</v2/demo/app/tags/list?last=a>; rel="next"');
      return last === 'a' ? page(middle, '</v2/demo/app/tags/list?last=b>; rel="next"') : page(['c']);
    });
    expect(await all(client, 1)).toEqual(['a', 'c']);
  });

  test('goes on behind a full page that holds one bad name and no link', async () => {
    const { client } = testClient((url) => page(url.searchParams.has('last') ? ['d'] : ['a', 'b c', 'c']));
    expect(await all(client, 3)).toEqual(['a', 'c', 'd']);
  });

  test('says that it is no list of tags where none of its names is one', async () => {
    const { client } = testClient(() => page(['b c', '']));
    expect(await client.listTags('demo/app')).toEqual({ names: [], cut: expect.stringContaining('2 names') });
  });

  test.each([[null], [[]]])('may be empty: %j', async (tags) => {
    const { client } = testClient(() => page(tags));
    expect(await client.listTags('demo/app')).toEqual({ names: [] });
  });

  test('leaves out what is no tag', async () => {
    const { client } = testClient(() => page(['a', 7, '../x', 'b c', null]));
    expect(await client.listTags('demo/app')).toEqual({ names: ['a'] });
  });

  test('that goes on elsewhere is refused, and elsewhere not asked', async () => {
    const { client, sent } = testClient(() => page(['a'], '<https://thief.example/v2/x>; rel="next"'));
    await expect(client.listTags('demo/app')).rejects.toMatchObject({ code: 'bad-response' });
    expect(sent).toHaveLength(1);
  });

  test('uses of a link only the query, so that no path leads away', async () => {
    const { client, sent } = testClient((url) =>
      url.search.includes('last')
        ? page(['b'])
        : page(['a'], '<http://registry.example:80/admin?last=a>; rel=next'),
    );
    expect(await all(client, 5)).toEqual(['a', 'b']);
    expect(sent[1]?.url).toBe('https://registry.example/v2/demo/app/tags/list?last=a');
  });

  test.each(['https://thief.example/', '/v2/_catalog', 'link?a b', ''])(
    'takes no page that it did not name itself: %j',
    async (next) => {
      const { client, sent } = testClient(() => page(['a']));
      await expect(client.listTags('demo/app', { next })).rejects.toMatchObject({
        code: 'reference-invalid',
      });
      expect(sent).toEqual([]);
    },
  );

  test.each([
    [
      'a web page',
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      'not-a-registry',
    ],
    ['no JSON', () => new Response('tags: a'), 'bad-response'],
    ['another JSON', () => Response.json([]), 'bad-response'],
    ['no list', () => page('a'), 'bad-response'],
    ['an object in place of the list', () => page({}), 'bad-response'],
    ['without the list', () => page(undefined), 'bad-response'],
    ['null without a name', () => Response.json({ tags: null }), 'bad-response'],
    ['an error with status 200', () => Response.json({ errors: [{ code: 'UNAUTHORIZED' }] }), 'bad-response'],
    [
      'an error beside the list',
      () => Response.json({ name: 'demo/app', tags: [], errors: [{ code: 'DENIED' }] }),
      'bad-response',
    ],
    ['more than a page can be', () => page([`${'x'.repeat(100_000)}`]), 'too-large'],
  ])('is not %s', async (_, answer, code) => {
    const { client } = testClient(answer);
    await expect(client.listTags('demo/app')).rejects.toMatchObject({ code });
  });
});

describe('a catalogue', () => {
  test('gives the repositories', async () => {
    const { client, sent } = testClient(() => Response.json({ repositories: ['a/b', 'C', 'd'] }));
    expect(await client.listRepositories()).toEqual({ names: ['a/b', 'd'] });
    expect(sent[0]?.url).toBe('https://registry.example/v2/_catalog?n=100');
  });

  test.each([404, 405])('that is missing is no fault: %i', async (status) => {
    const { client } = testClient(() => new Response('', { status }));
    await expect(client.listRepositories()).rejects.toMatchObject({
      code: 'unsupported',
      message: 'registry.example does not list its repositories.',
    });
  });
});
