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
const error = (status: number, code: string) =>
  Response.json({ errors: [{ code, message: 'no' }] }, { status });

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
