import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TrustStatement } from '#lib/verify/policy';
import { attribute } from './envelope.ts';
import { makeAuthority, pemOf } from './testing/make-certificate.ts';
import {
  evidenceOf,
  makeCose,
  makeJws,
  makeSigner,
  plainHeaders,
  plainPayload,
  target,
} from './testing/make-envelope.ts';
import { makeStampAuthority, makeTimeStamp } from './testing/make-time-stamp.ts';
import { proveNotation, verifyNotation } from './verify-notation.ts';

const signer = makeSigner();
const clock = makeAuthority();
const stores = { 'ca:acme': [signer.pem], 'tsa:clock': [pemOf(clock)] };
const now = new Date('2026-11-26T04:40:00Z');

type Verification = TrustStatement['signatureVerification'];

function statementOf(wish: Partial<TrustStatement & Verification> = {}): TrustStatement {
  const { level = 'strict', override = {}, verifyTimestamp = 'always', ...rest } = wish;
  return {
    name: 'acme',
    registryScopes: ['*'],
    trustStores: ['ca:acme'],
    trustedIdentities: ['x509.subject: C=US, ST=WA, O=Acme'],
    signatureVerification: { level, override, verifyTimestamp },
    ...rest,
  };
}

function verify(bytes: Uint8Array, wish: Parameters<typeof statementOf>[0] = {}, at = now) {
  return verifyNotation(evidenceOf(bytes), { statement: statementOf(wish), stores, now: at });
}

test('a good signature tells who signed it, and when the signer says that it was', () => {
  expect(verify(makeJws(signer))).toMatchObject({
    isProven: true,
    signer: {
      kind: 'certificate',
      name: 'CN=release',
      identity: 'C=US, ST=WA, O=Acme, CN=release',
      issuer: 'C=US, ST=WA, O=Acme, CN=root',
      notAfter: '2027-01-01T00:00:00.000Z',
    },
    times: [{ source: 'claimed', at: '2026-11-26T04:00:00.000Z' }],
  });
});

test('a good signature in COSE is one too', () => {
  const evidence = evidenceOf(makeCose(signer), 'notation-cose');
  expect(verifyNotation(evidence, { statement: statementOf(), stores, now })).toMatchObject({
    isProven: true,
  });
});

describe('what is proven wrong', () => {
  test.each([
    [
      'bytes that were changed',
      makeJws(signer, { bend: (one) => ({ ...one, payload: 'e30' }) }),
      'signature-mismatch',
    ],
    [
      'a signature about another artifact',
      makeJws(signer, {
        payload: JSON.stringify({ targetArtifact: { ...target, digest: `sha256:${'b'.repeat(64)}` } }),
      }),
      'other-digest',
    ],
    [
      'a descriptor with another size',
      makeJws(signer, { payload: JSON.stringify({ targetArtifact: { ...target, size: 1 } }) }),
      'other-digest',
    ],
    [
      'a descriptor with a size that is no whole number',
      makeJws(signer, { payload: plainPayload.replace('401', '401.0') }),
      'malformed',
    ],
    [
      'annotations that are no texts',
      makeJws(signer, { payload: JSON.stringify({ targetArtifact: { ...target, annotations: { a: 1 } } }) }),
      'malformed',
    ],
    ['a payload without an artifact', makeJws(signer, { payload: '{}' }), 'subject-missing'],
    ['a signer whom nobody trusts', makeJws(makeSigner()), 'certificate-not-trusted'],
    ['no certificates', makeJws(signer, { chain: [] }), 'certificate-chain'],
    ['bytes that are none', Buffer.from('{"payload":'), 'malformed'],
  ])('%s', (_, bytes, code) => {
    expect(verify(bytes)).toMatchObject({ isProven: false, state: 'failed', code });
  });

  test('a signature that has expired', () => {
    const headers = {
      ...plainHeaders,
      crit: [attribute.scheme, attribute.expiry],
      [attribute.expiry]: '2026-11-26T04:30:00Z',
    };
    expect(verify(makeJws(signer, { headers }))).toMatchObject({ code: 'expired', facet: 'trust' });
    expect(verify(makeJws(signer, { headers }), {}, new Date('2026-11-26T04:29:59Z')).isProven).toBe(true);
  });

  test('a certificate that does not hold now', () => {
    const later = new Date('2027-06-01T00:00:00Z');
    expect(verify(makeJws(signer), {}, later)).toMatchObject({ code: 'certificate-expired' });
  });
});

describe('the levels of a statement', () => {
  const foreign = makeJws(makeSigner({ subject: [['2.5.4.3', 'nobody']] }));

  test('audit only logs whom nobody trusts, and says so', () => {
    const outcome = verify(foreign, { level: 'audit' });
    expect(outcome).toMatchObject({
      isProven: true,
      warnings: ['The policy only logs this: No certificate in its chain is in the trust store.'],
    });
    expect(outcome.results).toContainEqual(
      expect.objectContaining({ check: 'authenticity', action: 'log', problem: expect.anything() }),
    );
  });

  test('permissive logs a certificate that does not hold now', () => {
    const later = new Date('2027-06-01T00:00:00Z');
    expect(verify(makeJws(signer), { level: 'permissive' }, later).isProven).toBe(true);
  });

  test('skip proves nobody', () => {
    expect(verify(makeJws(signer), { level: 'skip' })).toMatchObject({
      isProven: false,
      state: 'cannot-check',
      code: 'no-policy',
    });
  });

  test('an identity that the policy does not name is refused', () => {
    expect(
      verify(makeJws(signer), { trustedIdentities: ['x509.subject: C=US, ST=WA, O=Other'] }),
    ).toMatchObject({ isProven: false, code: 'no-authority-names-it', signer: { name: 'CN=release' } });
  });
});

describe('revocation', () => {
  const revocable = makeSigner({ isRevocable: true });
  const trust = { statement: statementOf(), stores: { 'ca:acme': [revocable.pem] }, now };
  const evidence = evidenceOf(makeJws(revocable));

  test('is unknown where nobody is asked, and then nothing is proven', () => {
    expect(verifyNotation(evidence, trust)).toMatchObject({
      isProven: false,
      state: 'cannot-check',
      code: 'revocation-not-checked',
    });
  });

  test.each(['skip', 'log'] as const)('may be left out by a policy: %s', (revocation) => {
    const statement = statementOf({ override: { revocation } });
    expect(verifyNotation(evidence, { ...trust, statement }).isProven).toBe(true);
  });

  test('is asked for those certificates that say where', () => {
    const asked: Uint8Array[] = [];
    const good = verifyNotation(evidence, {
      ...trust,
      revocation: (certificate) => {
        asked.push(certificate);
        return 'good';
      },
    });
    expect(good.isProven).toBe(true);
    expect(asked).toEqual([revocable.leaf.der]);
    expect(verifyNotation(evidence, { ...trust, revocation: () => 'revoked' })).toMatchObject({
      code: 'certificate-revoked',
    });
  });

  test('does not keep the signer from being proven', () => {
    expect(proveNotation(evidence, trust)).toMatchObject({
      isProven: true,
      warnings: [expect.stringContaining('It is unknown whether its certificates are revoked')],
    });
  });
});

describe('time stamps', () => {
  const authority = makeStampAuthority(clock);
  const short = makeSigner({ notAfter: new Date('2026-11-26T04:10:00Z') });
  const both = { 'ca:acme': [short.pem], 'tsa:clock': [pemOf(clock)] };
  const statement = statementOf({ trustStores: ['ca:acme', 'tsa:clock'] });
  const stamped = makeJws(short, { stamp: (signature) => makeTimeStamp(signature, authority) });

  test('keep a signature good after its certificate has expired', () => {
    expect(verifyNotation(evidenceOf(stamped), { statement, stores: both, now })).toMatchObject({
      isProven: true,
      times: [
        { source: 'claimed' },
        { source: 'timestamp', at: '2026-11-26T04:00:01.000Z', by: 'C=US, ST=WA, O=Acme, CN=clock' },
      ],
    });
  });

  test('do not help where the policy names no authority for them', () => {
    const trust = { statement: statementOf(), stores: both, now };
    expect(verifyNotation(evidenceOf(stamped), trust)).toMatchObject({ code: 'certificate-expired' });
  });

  test('are asked of every signature once the policy names an authority', () => {
    const outcome = verify(makeJws(signer), { trustStores: ['ca:acme', 'tsa:clock'] });
    expect(outcome).toMatchObject({ code: 'timestamp-missing', help: expect.anything() });
    const lenient = { trustStores: ['ca:acme', 'tsa:clock'], verifyTimestamp: 'afterCertExpiry' } as const;
    expect(verify(makeJws(signer), lenient).isProven).toBe(true);
  });

  test('are not enough where the certificate did not hold then', () => {
    const late = makeJws(short, {
      stamp: (signature) => makeTimeStamp(signature, authority, { at: new Date('2026-11-26T04:20:00Z') }),
    });
    expect(verifyNotation(evidenceOf(late), { statement, stores: both, now })).toMatchObject({
      code: 'certificate-expired',
    });
  });
});

describe('a signing authority', () => {
  const headers = {
    alg: plainHeaders.alg,
    cty: plainHeaders.cty,
    crit: [attribute.scheme, attribute.authenticTime],
    [attribute.scheme]: 'notary.x509.signingAuthority',
    [attribute.authenticTime]: '2026-06-01T00:00:00Z',
  };
  const evidence = evidenceOf(makeJws(signer, { headers }));
  const later = new Date('2028-01-01T00:00:00Z');

  test('is looked for in its own stores, and vouches for the time', () => {
    const trust = { stores: { 'signingAuthority:acme': [signer.pem] }, now: later };
    const statement = statementOf({ trustStores: ['signingAuthority:acme'] });
    expect(verifyNotation(evidence, { ...trust, statement }).isProven).toBe(true);
    expect(verifyNotation(evidence, { ...trust, statement: statementOf() })).toMatchObject({
      code: 'no-trust-store',
    });
  });
});

test('a signature that needs a plugin cannot be checked, and says which', () => {
  const headers = {
    ...plainHeaders,
    crit: [attribute.scheme, attribute.plugin],
    [attribute.plugin]: 'com.example.plugin',
  };
  expect(verify(makeJws(signer, { headers }))).toMatchObject({
    state: 'cannot-check',
    code: 'plugin-needed',
    reason: expect.stringContaining('com.example.plugin'),
  });
});

test('without any store nobody is proven', () => {
  expect(proveNotation(evidenceOf(makeJws(signer)), { stores: {}, now })).toMatchObject({
    isProven: false,
    state: 'cannot-check',
    code: 'no-trust-store',
  });
});

test('whatever is changed in an envelope, an answer comes', () => {
  const jws = Buffer.from(makeJws(signer));
  const cose = Buffer.from(makeCose(signer));
  fc.assert(
    fc.property(fc.boolean(), fc.nat(), fc.integer({ min: 1, max: 255 }), (isJws, place, change) => {
      const bytes = Buffer.from(isJws ? jws : cose);
      const at = place % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ change;
      const evidence = evidenceOf(bytes, isJws ? 'notation-jws' : 'notation-cose');
      const outcome = verifyNotation(evidence, { statement: statementOf(), stores, now });
      expect(outcome.isProven || outcome.code !== 'internal').toBe(true);
      if (outcome.isProven) expect(outcome.signer.name).toBe('CN=release');
    }),
    { numRuns: 300 },
  );
});
