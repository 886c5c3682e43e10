import { expect, test } from 'vitest';
import { testClient } from '#lib/registry/testing/test-client';

const noSuchTag = { errors: [{ code: 'MANIFEST_UNKNOWN' }] };
const noDigest = { errors: [{ code: 'DIGEST_INVALID' }] };
const off = { errors: [{ code: 'UNSUPPORTED' }] };

test.each([
  ['says that it has no such tag', 404, noSuchTag, true],
  ['accepts it', 202, {}, true],
  ['wants a digest, as distribution 2 does', 400, noDigest, false],
  ['deletes nothing at all', 405, off, undefined],
  ['does not let us', 403, {}, undefined],
])('a registry that %s', async (_, status, body, expected) => {
  const { client, sent } = testClient(() => Response.json(body, { status }));
  expect(await client.probeTagDeletion('acme/app')).toBe(expected);
  expect(sent.map(({ method }) => method)).toEqual(['DELETE']);
});
