import { describe, expect, test } from 'vitest';
import {
  ada,
  byCertificate,
  byKey,
  codeOf,
  inTime,
  releaseKey,
  root,
  sigstore,
} from '#lib/verify/testing/check-sigstore';
import { makeBundle } from '#lib/verify/testing/evidence-maker';

test('an entry of Rekor 2 holds no time, so that a time stamp must', () => {
  const withStamp = makeBundle(sigstore, ada, { log: 'rekor-2', stampedAt: [inTime] });
  expect(byCertificate(withStamp)).toMatchObject({
    isProven: true,
    times: [{ source: 'timestamp', at: '2026-06-01T12:05:00Z', by: 'CN=stamper' }],
  });
  expect(codeOf(byCertificate(makeBundle(sigstore, ada, { log: 'rekor-2' })))).toBe(
    'failed timestamp-missing',
  );
});

describe('a log entry', () => {
  test('is asked for in a bundle unless a time stamp is, and must be of a log that we know', () => {
    const bare = makeBundle(sigstore, ada, { log: 'none', stampedAt: [inTime] });
    expect(codeOf(byCertificate(bare))).toBe('failed log-entry-missing');
    expect(codeOf(byCertificate(bare, { timestamp: root }))).toBe('proven');
    expect(codeOf(byCertificate(bare, { timestamp: root, log: root }))).toBe('failed log-entry-missing');
    const stranger = sigstore.rootWith((json) => json.tlogs.splice(0));
    expect(codeOf(byCertificate(makeBundle(sigstore, ada), {}, stranger))).toBe('cannot-check log-not-known');
  });

  test('cannot be of later than the moment that is asked about', () => {
    const later = makeBundle(sigstore, releaseKey.privateKey, { loggedAt: new Date('2026-12-24T00:00:00Z') });
    expect(codeOf(byKey(later, { log: root }))).toBe('failed time-in-future');
  });

  test('is looked at by a key only where the policy asks for it', () => {
    const good = makeBundle(sigstore, releaseKey.privateKey);
    expect(codeOf(byKey(good, { log: root }))).toBe('proven');
    expect(codeOf(byKey(makeBundle(sigstore, releaseKey.privateKey, { log: 'none' }), { log: root }))).toBe(
      'failed log-entry-missing',
    );
  });
});
