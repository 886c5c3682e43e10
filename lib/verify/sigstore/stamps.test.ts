import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Demands } from '#lib/verify/policy';
import { ada, byCertificate, codeOf, inTime, root, sigstore } from '#lib/verify/testing/check-sigstore';
import { derWriter } from '#lib/verify/testing/der-writer';
import { makeBundle } from '#lib/verify/testing/evidence-maker';
import { makeSigstore } from '#lib/verify/testing/sigstore-maker';
import { makeStamp } from '#lib/verify/testing/stamp-maker';

describe('a time stamp', () => {
  const stamped = (stamps: readonly Buffer[], demands: Partial<Demands> = { timestamp: root }) => {
    const bundle = makeBundle(sigstore, ada, { log: 'none' });
    const rfc3161Timestamps = stamps.map((stamp) => ({ signedTimestamp: stamp.toString('base64') }));
    const [own] = bundle.dsseEnvelope.signatures;
    const good = makeStamp(sigstore.stamper, 'stamps', Buffer.from(own?.sig ?? '', 'base64'), inTime);
    const all = rfc3161Timestamps.map(({ signedTimestamp }) => ({
      signedTimestamp: signedTimestamp === '' ? good.toString('base64') : signedTimestamp,
    }));
    const material = {
      ...bundle.verificationMaterial,
      timestampVerificationData: { rfc3161Timestamps: all },
    };
    return codeOf(byCertificate({ ...bundle, verificationMaterial: material }, demands));
  };
  const good = Buffer.alloc(0);
  const ofOther = makeStamp(sigstore.stamper, 'stamps', Buffer.from('x'), inTime);

  test('that is bad or doubled spoils no good one', () => {
    expect(stamped([good])).toBe('proven');
    expect(stamped([good, good])).toBe('proven');
    expect(stamped([ofOther, good])).toBe('proven');
    expect(stamped([Buffer.from('x'), good])).toBe('proven');
    expect(stamped([ofOther])).toBe('failed timestamp-invalid');
    expect(stamped([])).toBe('failed timestamp-missing');
    expect(stamped(Array.from({ length: 33 }, () => ofOther))).toBe('failed timestamp-invalid');
  });

  test('must be of an authority that we know, and not of the future', () => {
    const stranger = sigstore.rootWith((json) => json.timestampAuthorities.splice(0));
    expect(stamped([good], { timestamp: stranger })).toBe('cannot-check no-trusted-root');
    const later = makeBundle(sigstore, ada, { log: 'none', stampedAt: [new Date('2026-12-24T00:00:00Z')] });
    expect(codeOf(byCertificate(later, { timestamp: root }))).toBe('failed time-in-future');
  });

  test('with a number that none has is refused before it is read', () => {
    const long = derWriter.sequence(derWriter.integer(Buffer.alloc(200_000, 1)), ofOther);
    expect(stamped([long, good])).toBe('proven');
    expect(stamped([long])).toBe('failed timestamp-invalid');
  });

  test('of an authority that signs with RSA holds too', () => {
    const other = makeSigstore(generateKeyPairSync('rsa', { modulusLength: 2048 }));
    const bundle = makeBundle(other, other.certify(), { log: 'none', stampedAt: [inTime] });
    const from = other.rootWith();
    expect(codeOf(byCertificate(bundle, { timestamp: from }, from))).toBe('proven');
  });
});
