import { expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';
import { parseDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';

const digestOf = (n: number) => parseDigest(`sha256:${n.toString(16).padStart(64, '0')}`);
const subject = digestOf(0);
const entry = (n: number) => ({ mediaType: mediaTypes.ociManifest, digest: digestOf(n), size: 7 });
const index = (manifests: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests }), {
    headers: { 'content-type': mediaTypes.ociIndex, ...headers },
  });

test('identical questions share one answer, and each hears every page once', async () => {
  const { client, sent } = testClient(({ search }) =>
    search === '' ? index([entry(1)], { link: '<?p=2>; rel="next"' }) : index([entry(2)]),
  );
  const heard: string[][] = [[], [], []];
  const ask = (listener: number) =>
    client.listReferrers('demo/app', subject, {
      onPage: (page) => heard[listener]?.push(page.map(({ digest }) => digest.slice(-1)).join()),
    });
  const early = [ask(0), ask(1)];
  while (heard[0]?.length === 0) await Promise.resolve();
  const late = ask(2);
  const [one] = await Promise.all([...early, late]);
  expect(heard).toEqual([
    ['1', '2'],
    ['1', '2'],
    ['1', '2'],
  ]);
  expect(one).toMatchObject({ support: 'supported', descriptors: [{}, {}] });
  expect([sent.length, client.requests()]).toEqual([2, { sent: 2, cached: 2 }]);
});

test('other filters are other questions', async () => {
  const { client, sent } = testClient(() => index([]));
  await Promise.all([
    client.listReferrers('demo/app', subject),
    client.listReferrers('demo/app', subject, { artifactType: 'a/b' }),
    client.listReferrers('demo/app', digestOf(9)),
  ]);
  expect(sent).toHaveLength(3);
});

test('one who gives up leaves the others their list, and is told so', async () => {
  const { client } = testClient(() => index([entry(1)]));
  const gone = new AbortController();
  const left = client.listReferrers('demo/app', subject, { signal: gone.signal });
  const stays = client.listReferrers('demo/app', subject);
  gone.abort();
  await expect(left).rejects.toMatchObject({ code: 'cancelled' });
  expect(await stays).toMatchObject({ support: 'supported' });
});

test('a list with an ETag is asked for under it, page by page, and not sent again', async () => {
  const pages: Record<string, [string, unknown[], string]> = {
    '': ['"a"', [entry(1)], '<?p=2>; rel="next"'],
    '?p=2': ['"b"', [entry(2)], ''],
  };
  const { client, sent } = testClient(({ search }, { headers }) => {
    const [etag, entries, link] = pages[search] ?? ['', [], ''];
    if (headers?.['if-none-match'] === etag) return new Response(null, { status: 304 });
    return index(entries, { etag, link });
  });
  const first = await client.listReferrers('demo/app', subject);
  expect(await client.listReferrers('demo/app', subject)).toEqual(first);
  pages['?p=2'] = ['"c"', [entry(2), entry(3)], ''];
  expect(await client.listReferrers('demo/app', subject)).toMatchObject({ descriptors: [{}, {}, {}] });
  expect(sent.map(({ headers }) => headers['if-none-match'])).toEqual([
    undefined,
    undefined,
    '"a"',
    '"b"',
    '"a"',
    '"b"',
  ]);
});

test('a list without ETag is asked for in full each time', async () => {
  const { client, sent } = testClient(() => index([], { etag: 'no quotes' }));
  await client.listReferrers('demo/app', subject);
  await client.listReferrers('demo/app', subject);
  expect(sent.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
});

test('tags are shared while they are on their way, and asked for under their ETag afterwards', async () => {
  const { client, sent } = testClient((_, { headers }) =>
    headers?.['if-none-match'] === '"t"'
      ? new Response(null, { status: 304 })
      : Response.json({ tags: ['a', 'b'] }, { headers: { etag: '"t"', link: '<?last=b>; rel="next"' } }),
  );
  const [one, two] = await Promise.all([client.listTags('demo/app'), client.listTags('demo/app')]);
  expect([one, sent.length]).toEqual([two, 1]);
  expect(await client.listTags('demo/app')).toEqual(one);
  expect(sent[1]?.headers['if-none-match']).toBe('"t"');
});
