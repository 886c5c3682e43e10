import { expect, test } from 'vitest';
import { emptyResponse, errorResponse, jsonResponse } from '#lib/layout/http/responses';

test('a document has its length in bytes', async () => {
  const response = jsonResponse({ name: 'é' }, { headers: { Link: '<next>' } });
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength('{"name":"é"}')),
    link: '<next>',
  });
  expect(await response.json()).toEqual({ name: 'é' });
});

test.each([
  [201, '0'],
  [202, '0'],
  [204, null],
  [304, null],
])('an empty response with status %i has the length %s', (status, length) => {
  expect(emptyResponse(status).headers.get('Content-Length')).toBe(length);
});

test.each([
  ['BLOB_UNKNOWN', 404],
  ['DIGEST_INVALID', 400],
  ['UNSUPPORTED', 405],
  ['TOOMANYREQUESTS', 429],
  ['RANGE_INVALID', 416],
] as const)('an error %s has the status %i', async (code, status) => {
  const response = errorResponse(code, 'A sentence.');
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ errors: [{ code, message: 'A sentence.' }] });
});

test('an error may have another status, a detail and headers', async () => {
  const options = { status: 413, detail: { size: 7 }, headers: { Allow: 'GET' } };
  const response = errorResponse('SIZE_INVALID', 'Too large.', options);
  expect([response.status, response.headers.get('Allow')]).toEqual([413, 'GET']);
  expect(await response.json()).toMatchObject({ errors: [{ detail: { size: 7 } }] });
});
