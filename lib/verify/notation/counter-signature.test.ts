import { describe, expect, test } from 'vitest';
import { readCertificate } from './certificate.ts';
import { verifyCounterSignature } from './counter-signature.ts';
import type { Identity } from './testing/make-certificate.ts';
import { makeAuthority, makeCertificate, usage } from './testing/make-certificate.ts';
import { makeStampAuthority, makeTimeStamp, timeStamping } from './testing/make-time-stamp.ts';

const root = makeAuthority();
const authority = makeStampAuthority(root);
const signature = Buffer.from('a signature');

function verify(token: Uint8Array, over: Uint8Array = signature, roots: readonly Identity[] = [root]) {
  return verifyCounterSignature(
    token,
    over,
    roots.map(({ der }) => readCertificate(der)),
  );
}

test('a time stamp says when, and how exactly', () => {
  const token = makeTimeStamp(signature, authority, { accuracySeconds: 2 });
  expect(verify(token)).toMatchObject({
    at: new Date('2026-11-26T04:00:01Z'),
    from: new Date('2026-11-26T03:59:59Z'),
    to: new Date('2026-11-26T04:00:03Z'),
  });
});

test('where nothing is said, it is exact, but for one policy that promises a second', () => {
  expect(verify(makeTimeStamp(signature, authority)).from).toEqual(new Date('2026-11-26T04:00:01Z'));
  const token = makeTimeStamp(signature, authority, { policy: '0.4.0.2023.1.1' });
  expect(verify(token).from).toEqual(new Date('2026-11-26T04:00:00Z'));
});

test.each([true, false])(
  'an authority may sign with RSA, and leave the hash unnamed: %s',
  (isHashUnnamed) => {
    const clock = makeCertificate({ issuer: root, rsaBits: 2048, extendedUsage: [timeStamping] });
    const token = makeTimeStamp(signature, clock, { isHashUnnamed });
    expect(verify(token).at).toEqual(new Date('2026-11-26T04:00:01Z'));
  },
);

test('an authority between may be carried along', () => {
  const between = makeCertificate({ issuer: root, isAuthority: true, keyUsage: usage.issue });
  const clock = makeStampAuthority(between);
  const token = makeTimeStamp(signature, clock, { carried: [between, clock] });
  expect(verify(token).chain).toHaveLength(3);
});

describe('what is refused', () => {
  const good = makeTimeStamp(signature, authority);
  const other = makeStampAuthority(root);
  test.each([
    ['bytes that are none', Buffer.from('hello'), 'cannot be read'],
    ['a token that is cut', good.subarray(0, 200), 'cannot be read'],
    ['a bit that was changed', flip(good, good.length - 5), 'cannot be read, or is over something else'],
    ['a token that is larger than any real one', Buffer.alloc(33 * 1024), 'too large'],
    ['a token without certificates', makeTimeStamp(signature, authority, { carried: [] }), 'is not in it'],
    [
      'a token that names another certificate',
      makeTimeStamp(signature, authority, { named: other }),
      'names another',
    ],
    [
      'a time at which the authority did not hold',
      makeTimeStamp(signature, authority, { at: new Date('2020-01-01T00:00:00Z') }),
      'was not valid then',
    ],
    [
      'an authority that is no clock',
      makeTimeStamp(signature, makeCertificate({ issuer: root })),
      'not for time stamps alone',
    ],
  ])('%s', (_, token, reason) => {
    expect(() => verify(token)).toThrow(reason);
  });

  test('a token over something else', () => {
    expect(() => verify(good, Buffer.from('another'))).toThrow('over something else');
  });

  test('an authority whom nobody trusts', () => {
    expect(() => verify(good, signature, [makeAuthority()])).toThrow('No root of its authority');
  });
});

function flip(bytes: Buffer, place: number): Buffer {
  const bent = Buffer.from(bytes);
  bent[place] = (bent[place] ?? 0) ^ 1;
  return bent;
}
