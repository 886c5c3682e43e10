import { describe, expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { testClient } from '#lib/registry/testing/test-client';

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
const error = (status: number, code: string) =>
  Response.json({ errors: [{ code, message: 'no' }] }, { status });
const manyFrom = (first: number) => Array.from({ length: 200 }, (_, i) => entry(first + i + 1));
const next = (query: string) => ({ link: `<?${query}>; rel="next"` });

async function list(answer: (url: URL) => Response, artifactType?: string) {
  const { client } = testClient(answer);
  return client.listReferrers('demo/app', subject, artifactType === undefined ? {} : { artifactType });
}

describe('the referrers API', () => {
  test.each([
    ['an index', () => index([entry(1)]), 1],
    ['an empty index', () => index([]), 0],
    ['null, as old Harbor does', () => index(null), 0],
    [
      'an index whose type has parameters',
      () => index([entry(1)], { 'content-type': `${mediaTypes.ociIndex}; charset=utf-8` }),
      1,
    ],
    ['the same entry twice', () => index([entry(1), entry(1)]), 1],
  ])('is there when it answers %s', async (_, answer, count) => {
    const result = await list(answer);
    expect(result.support === 'supported' && result.descriptors).toHaveLength(count);
    expect(result).not.toHaveProperty('cut');
  });

  test.each([
    ['404 in plain text, as distribution does', () => new Response('404 page not found', { status: 404 })],
    ['404 UNSUPPORTED', () => error(404, 'UNSUPPORTED')],
    [
      '404 as a web page',
      () => new Response('<html>', { status: 404, headers: { 'content-type': 'text/html' } }),
    ],
    ['405', () => error(405, 'UNSUPPORTED')],
    ['406', () => error(406, 'UNSUPPORTED')],
    ['501', () => error(501, 'UNSUPPORTED')],
  ])('is missing when it answers %s', async (_, answer) => {
    const result = await list(answer);
    expect(result.support).toBe('unsupported');
    expect(result.support === 'unsupported' && result.evidence).toMatch(/^\S.*\.$/);
  });

  test.each([
    [400, 'UNKNOWN', 'bad-response'],
    [404, 'NAME_UNKNOWN', 'not-found'],
    [404, 'MANIFEST_UNKNOWN', 'not-found'],
    [404, 'UNAUTHORIZED', 'unauthorized'],
    [404, 'DENIED', 'forbidden'],
    [401, 'UNAUTHORIZED', 'unauthorized'],
    [403, 'DENIED', 'forbidden'],
    [429, 'TOOMANYREQUESTS', 'rate-limited'],
    [500, 'UNKNOWN', 'unavailable'],
    [503, 'UNAVAILABLE', 'unavailable'],
  ])('remains an open question at %i %s', async (status, code, expected) => {
    await expect(list(() => error(status, code))).rejects.toMatchObject({ code: expected });
  });

  const ofIndex = (body: string) => () =>
    new Response(body, { headers: { 'content-type': mediaTypes.ociIndex } });

  test.each([
    [
      'a login page',
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      'not-a-registry',
    ],
    [
      'a redirect to a login',
      () => new Response(null, { status: 302, headers: { location: 'http://console.example/' } }),
      'redirect-refused',
    ],
    ['plain JSON', () => Response.json({ manifests: [] }), 'bad-response'],
    ['nothing', () => new Response(null, { status: 204 }), 'bad-response'],
    ['an empty body', ofIndex(''), 'bad-response'],
    ['an index that breaks off', ofIndex('{"schemaVersion":2,"manifests":['), 'bad-response'],
    ['a list that is no index', ofIndex('[]'), 'bad-response'],
    ['an index without its list', ofIndex('{"schemaVersion":2}'), 'bad-response'],
    ['an index whose list is an object', ofIndex('{"manifests":{}}'), 'bad-response'],
    [
      'an image manifest',
      () => Response.json({}, { headers: { 'content-type': mediaTypes.ociManifest } }),
      'bad-response',
    ],
    ['an error with status 200', ofIndex('{"errors":[{"code":"DENIED"}],"manifests":[]}'), 'bad-response'],
  ])('remains an open question when it answers %s', async (_, answer, code) => {
    await expect(list(answer)).rejects.toMatchObject({ code });
  });

  test('that is missing is not asked for again in the same repository', async () => {
    const { client, sent } = testClient(() => undefined);
    await client.listReferrers('demo/app', subject);
    await client.listReferrers('demo/app', digestOf(9));
    await client.listReferrers('demo/other', subject);
    expect(sent).toHaveLength(2);
    expect(client.requests()).toEqual({ sent: 2, cached: 1 });
  });

  test('is asked again where only the subject may have been missing, as on Quay', async () => {
    const { client, sent } = testClient(() => error(404, 'MANIFEST_UNKNOWN'));
    await expect(client.listReferrers('demo/app', subject)).rejects.toThrow('does not have the manifest');
    await expect(client.listReferrers('demo/app', subject)).rejects.toThrow('does not have the manifest');
    expect(sent).toHaveLength(2);
  });
});

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
    ['that names itself as next', () => index([entry(1)], next('page=1')), 'circle'],
    [
      'that repeats itself under new names',
      (url: URL) => index([entry(1)], next(`page=${url.search.length}`)),
      'circle',
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
