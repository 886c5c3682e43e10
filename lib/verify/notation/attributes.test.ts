import { describe, expect, test } from 'vitest';
import { readAttributes, refusePlugin } from './attributes.ts';
import { readCoseEnvelope } from './cose.ts';
import { attribute } from './envelope.ts';
import { readJwsEnvelope } from './jws.ts';
import { makeCose, makeJws, makeSigner, plainCoseHeaders, plainHeaders } from './testing/make-envelope.ts';

const signer = makeSigner();
const { scheme, expiry, signingTime, authenticTime, plugin } = attribute;

function jws(change: Readonly<Record<string, unknown>> = {}) {
  return readJwsEnvelope(makeJws(signer, { headers: { ...plainHeaders, ...change } }));
}

test('the plain headers say the scheme and the time', () => {
  expect(readAttributes(jws())).toEqual({
    scheme: 'notary.x509',
    signingTime: new Date('2026-11-26T04:00:00Z'),
    warnings: [],
  });
  const cose = readCoseEnvelope(makeCose(signer));
  expect(readAttributes(cose)).toEqual(readAttributes(jws()));
});

test('an expiry that is critical counts', () => {
  const envelope = jws({ crit: [scheme, expiry], [expiry]: '2026-12-01T00:00:00+01:00' });
  expect(readAttributes(envelope).expiry).toEqual(new Date('2026-11-30T23:00:00Z'));
});

test('a critical header that nobody knows is taken, with a warning', () => {
  const envelope = jws({ crit: [scheme, 'acme.x'], 'acme.x': 1 });
  expect(readAttributes(envelope).warnings).toEqual([
    'Orrery does not know the critical header “acme.x”; notation ignores it too.',
  ]);
});

describe('what is refused', () => {
  test.each([
    ['no critical headers', { crit: [] }, 'not marked as critical'],
    ['a critical header that is not there', { crit: [scheme, 'acme.x'] }, 'is not there'],
    ['a critical header of JOSE itself', { crit: [scheme, 'alg'] }, 'is not there'],
    ['a critical header that is listed twice', { crit: [scheme, scheme] }, 'is not there'],
    ['a critical header that is no text', { crit: [scheme, 1] }, 'is not there'],
    ['an expiry that is not critical', { [expiry]: '2026-12-01T00:00:00Z' }, 'not marked as critical'],
    [
      'an expiry before the signing',
      { crit: [scheme, expiry], [expiry]: '2026-11-26T04:00:00Z' },
      'expired before it was signed',
    ],
    ['an unknown scheme', { [scheme]: 'notary.other' }, 'Notation does not know its signing scheme'],
    ['no time', { [signingTime]: undefined }, 'is not there'],
    ['a time that is none', { [signingTime]: 'yesterday' }, 'is no time'],
    ['a time in seconds', { [signingTime]: 1 }, 'is no time'],
    [
      'the time of another scheme',
      { [authenticTime]: '2026-11-26T04:00:00Z' },
      'which its signing scheme does not allow',
    ],
    ['a payload of another type', { cty: 'application/json' }, 'Its payload is no'],
  ])('%s', (_, change, reason) => {
    expect(() => readAttributes(jws(change))).toThrow(reason);
  });

  test('a time in COSE without its tag', () => {
    const headers = new Map([...plainCoseHeaders, [signingTime, 5] as const]);
    expect(() => readAttributes(readCoseEnvelope(makeCose(signer, headers)))).toThrow('is no time');
  });
});

test('a plugin is named in a critical header, or the envelope is refused', () => {
  expect(() => refusePlugin(jws())).not.toThrow();
  expect(() => refusePlugin(jws({ [plugin]: 'p', crit: [scheme, plugin] }))).toThrow('with the plugin “p”');
  expect(() => refusePlugin(jws({ [plugin]: 'p' }))).toThrow('in a way that notation refuses');
  expect(() => refusePlugin(jws({ [plugin]: ' ', crit: [scheme, plugin] }))).toThrow('refuses');
});
