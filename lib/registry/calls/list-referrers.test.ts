import { describe, expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';
import { parseDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';

const digestOf = (n: number) => parseDigest(`sha256:${n.toString(16).padStart(64, '0')}`);
const subject = digestOf(0);
const entry = (n: number, artifactType = 'application/spdx+json') => ({
  mediaType: mediaTypes.ociManifest,
  digest: digestOf(n),
  size: 7,
  artifactType,
});
const index = (manifests: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests }), {
    headers: { 'content-type': mediaTypes.ociIndex, ...headers },
  });
const manyFrom = (first: number) => Array.from({ length: 200 }, (_, i) => entry(first + i + 1));
const next = (query: string) => ({ link: `<?${query}>; rel="next"` });

async function list(answer: (url: URL) => Response, artifactType?: string) {
  const { client } = testClient(answer);
  return client.listReferrers('demo/app', subject, artifactType === undefined ? {} : { artifactType });
}

describe('a list of referrers', () => {
  test('is read page by page, each told as it comes', async () => {
    const { client } = testClient((url) =>
      url.search === '' ? index([entry(1)], next('cache=x&page=1')) : index([entry(2)]),
    );
    const pages: number[] = [];
    const result = await client.listReferrers('demo/app', subject, {
      onPage: (page) => pages.push(page.length),
    });
    expect(result).toMatchObject({ descriptors: [{ digest: digestOf(1) }, { digest: digestOf(2) }] });
    expect(pages).toEqual([1, 1]);
  });

  test.each([
    ['that names itself as next', () => index([entry(1)], next('page=1')), 'never ends'],
    [
      'that repeats itself under new names',
      (url: URL) => index([entry(1)], next(`page=${url.search.length}`)),
      'never ends',
    ],
    [
      'without end',
      (url: URL) => index([entry(url.search.length)], next(`${url.search.slice(1)}x`)),
      'pages',
    ],
    [
      'whose pages are together more than may be kept',
      (url: URL) => index(manyFrom(url.search.length * 300), next(`${url.search.slice(1)}x`)),
      'MiB',
    ],
    [
      'that goes on elsewhere',
      () => index([entry(1)], { link: '<https://thief.example/>; rel=next' }),
      'thief.example',
    ],
  ])('%s is cut, says so, and keeps what came', async (_, answer, reason) => {
    const result = await list(answer);
    expect(result.support === 'supported' && result.cut).toContain(reason);
    expect(result.support === 'supported' && result.descriptors[0]?.mediaType).toBe(mediaTypes.ociManifest);
  });

  test.each([
    ['without a type', { digest: digestOf(2), size: 7 }],
    ['without a size', { mediaType: mediaTypes.ociManifest, digest: digestOf(2) }],
    ['with its size as text', { ...entry(2), size: '7' }],
    ['with an empty digest', { ...entry(2), digest: '' }],
    ['null', null],
  ])('keeps the others beside an entry %s, and says how many cannot be read', async (_, bad) => {
    const result = await list(() => index([bad, entry(1), bad]));
    expect(result).toMatchObject({ descriptors: [{ digest: digestOf(1) }] });
    expect(result).toMatchObject({
      unreadable: expect.stringMatching(/^2 entries cannot be read: A descriptor /),
    });
  });

  test('that breaks off in the middle is a failure, not an absence', async () => {
    const answer = (url: URL) =>
      url.search === '' ? index([entry(1)], next('page=1')) : new Response('', { status: 404 });
    await expect(list(answer)).rejects.toMatchObject({ code: 'bad-response' });
  });

  test('is filtered here whatever the registry says, and says who filtered', async () => {
    const both = [entry(1), entry(2, 'application/sarif+json')];
    const liar = await list(
      () => index(both, { 'oci-filters-applied': 'artifactType' }),
      'application/spdx+json',
    );
    const honest = await list(() => index(both), 'application/spdx+json');
    expect(liar).toMatchObject({ filtered: true, descriptors: [{ digest: digestOf(1) }] });
    expect(honest).toMatchObject({ filtered: false, descriptors: [{ digest: digestOf(1) }] });
  });
});
