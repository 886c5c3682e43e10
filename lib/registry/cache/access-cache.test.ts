import { expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import { createAccessCache } from './access-cache.ts';

const digest = parseDigest(`sha256:${'1'.repeat(64)}`);
const other = parseDigest(`sha256:${'2'.repeat(64)}`);
const mediaType = 'application/vnd.oci.image.manifest.v1+json';
const state = { digest, mediaType, etag: '"v1"' };

function setup() {
  let nowMs = 0;
  const access = createAccessCache(() => nowMs);
  const pass = (milliseconds: number) => {
    nowMs += milliseconds;
  };
  return { access, pass };
}

test.each([
  ['read', 5 * 60_000],
  ['head', 60_000],
] as const)('a %s shows access for %i milliseconds and no longer', (by, lifeMs) => {
  const { access, pass } = setup();
  access.recordAccess(by, 'demo/app', digest, mediaType);
  pass(lifeMs - 1);
  expect(access.provenType('demo/app', digest)).toBe(mediaType);
  pass(1);
  expect(access.provenType('demo/app', digest)).toBeUndefined();
});

test('access to one repository shows none to another, and a refusal ends it', () => {
  const { access } = setup();
  access.recordAccess('read', 'demo/app', digest, mediaType);
  access.recordAccess('read', 'demo/base', digest, mediaType);
  expect(access.provenType('demo/other', digest)).toBeUndefined();
  access.forget('demo/app');
  expect(access.provenType('demo/app', digest)).toBeUndefined();
  expect(access.provenType('demo/base', digest)).toBe(mediaType);
});

test('what was deleted takes its tags along, there and nowhere else, and begins a generation', () => {
  const { access } = setup();
  access.recordTag('demo/app', '1.0', state);
  access.recordTag('demo/app', '2.0', { ...state, digest: other });
  access.recordTag('demo/base', '1.0', state);
  const before = access.generation();
  access.forgetSelector('demo/app', digest);
  expect(access.tagState('demo/app', '1.0')).toBeUndefined();
  expect(access.tagState('demo/app', '2.0')?.digest).toBe(other);
  expect(access.tagState('demo/base', '1.0')).toEqual(state);
  expect(access.generation()).not.toBe(before);
});

test('a tag whose state is no longer known has none', () => {
  const { access } = setup();
  access.recordTag('demo/app', '1.0', state);
  access.recordTag('demo/app', '1.0', undefined);
  expect(access.tagState('demo/app', '1.0')).toBeUndefined();
});
