import { describe, expect, test } from 'vitest';
import { readCertificate } from './certificate.ts';
import { checkChain } from './chain.ts';
import type { Identity } from './testing/make-certificate.ts';
import { makeAuthority, makeCertificate, usage } from './testing/make-certificate.ts';
import { timeStamping } from './testing/make-time-stamp.ts';

const root = makeAuthority();
const below = makeCertificate({
  issuer: root,
  isAuthority: true,
  keyUsage: usage.issue,
  commonName: 'below',
});

function check(chain: readonly Identity[], purpose: 'code' | 'time' = 'code'): void {
  checkChain(
    chain.map(({ der }) => readCertificate(der)),
    purpose,
  );
}

test.each([
  ['a signer below a root', [makeCertificate({ issuer: root }), root]],
  ['a signer below an authority below a root', [makeCertificate({ issuer: below }), below, root]],
  ['a signer that signs itself', [makeCertificate()]],
])('%s is a whole chain', (_, chain) => {
  expect(() => check(chain)).not.toThrow();
});

describe('what is refused', () => {
  const serverAuth = '1.3.6.1.5.5.7.3.1';
  const short = makeAuthority({ pathLength: 0 });
  const tooDeep = makeCertificate({ issuer: short, isAuthority: true, keyUsage: usage.issue });
  test.each([
    ['a chain without its root', [makeCertificate({ issuer: root })], 'does not end in a root'],
    ['a chain out of order', [makeCertificate({ issuer: below }), root, below], 'is not issued by'],
    ['one root more', [makeCertificate({ issuer: root }), root, makeAuthority()], 'before the end'],
    ['an authority as the signer', [below, root], 'is that of an authority'],
    [
      'an issuer that is no authority',
      [makeCertificate({ issuer: makeCertificate() }), makeCertificate()],
      'is not issued',
    ],
    ['a usage that is missing', [makeCertificate({ issuer: root, keyUsage: 'none' }), root], 'does not say'],
    [
      'a usage that is not critical',
      [makeCertificate({ issuer: root, isUsageCritical: false }), root],
      'critical',
    ],
    [
      'a key that may not sign',
      [makeCertificate({ issuer: root, keyUsage: usage.encipher }), root],
      'not for signatures',
    ],
    [
      'a key that may encipher too',
      [makeCertificate({ issuer: root, keyUsage: usage.sign | usage.encipher }), root],
      'keyEncipherment',
    ],
    [
      'a certificate of a server',
      [makeCertificate({ issuer: root, extendedUsage: [serverAuth] }), root],
      'something else',
    ],
    ['a key of another curve', [makeCertificate({ issuer: root, curve: 'secp256k1' }), root], 'type or size'],
    ['a chain that is too long', [makeCertificate({ issuer: tooDeep }), tooDeep, short], 'allows no chain'],
  ])('%s', (_, chain, reason) => {
    expect(() => check(chain)).toThrow(reason);
  });

  test('an authority that may not issue', () => {
    const weak = makeAuthority({ keyUsage: usage.sign });
    expect(() => check([makeCertificate({ issuer: weak }), weak])).toThrow('may not issue certificates');
  });

  test('a certificate for code on a time stamp, and the other way round', () => {
    const clock = makeCertificate({ issuer: root, extendedUsage: [timeStamping] });
    expect(() => check([clock, root], 'time')).not.toThrow();
    expect(() => check([clock, root])).toThrow('something else');
    expect(() => check([makeCertificate({ issuer: root }), root], 'time')).toThrow('not for time stamps');
  });
});
