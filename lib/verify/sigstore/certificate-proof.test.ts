import { describe, expect, test } from 'vitest';
import { makeCertificate } from '#lib/verify/testing/certificate-maker';
import { ada, byCertificate, codeOf, now, sigstore } from '#lib/verify/testing/check-sigstore';
import { derWriter } from '#lib/verify/testing/der-writer';
import { makeBundle } from '#lib/verify/testing/evidence-maker';
import { issuersOf } from '#lib/verify/testing/sigstore-maker';

const tooLate = new Date('2026-06-01T12:20:00Z');

describe('a certificate', () => {
  const code = (options: Parameters<typeof sigstore.certify>[0]) =>
    codeOf(byCertificate(makeBundle(sigstore, sigstore.certify(options))));

  test.each([
    ['for servers', { usages: ['1.3.6.1.5.5.7.3.1'] }, 'failed certificate-usage'],
    ['of an authority', { isAuthority: true }, 'failed certificate-usage'],
    [
      'with issuers that contradict each other',
      { issuers: { ...issuersOf('https://a.example'), 8: derWriter.utf8('https://b.example') } },
      'failed issuers-contradict',
    ],
    [
      'that nobody logged',
      { log: () => ['1.2.3', Buffer.of(5, 0)] as const },
      'failed certificate-not-trusted',
    ],
    [
      'of an authority that we do not know',
      { issuer: makeCertificate({ subject: 'x' }) },
      'cannot-check no-trusted-root',
    ],
    [
      'of an authority that only has the same name',
      { issuer: makeCertificate({ subject: 'acme', isAuthority: true }) },
      'failed certificate-chain',
    ],
  ])('%s', (_, options, expected) => {
    expect(code(options)).toBe(expected);
  });

  test('that its holder made is no one that we could know the issuer of', () => {
    const own = makeCertificate({ subject: 'CN=release', usages: ['1.3.6.1.5.5.7.3.3'] });
    expect(codeOf(byCertificate(makeBundle(sigstore, own)))).toBe('failed certificate-not-trusted');
  });

  test('must hold at every time that is proven, and now where none is asked for', () => {
    expect(codeOf(byCertificate(makeBundle(sigstore, ada, { loggedAt: tooLate })))).toBe(
      'failed certificate-expired',
    );
    const bare = makeBundle(sigstore, ada, { log: 'none' });
    expect(codeOf(byCertificate(bare, { log: 'none' }))).toBe('failed certificate-expired');
    const fresh = sigstore.certify({
      from: new Date(now.getTime() - 1000),
      to: new Date(now.getTime() + 1000),
    });
    expect(codeOf(byCertificate(makeBundle(sigstore, fresh, { log: 'none' }), { log: 'none' }))).toBe(
      'proven',
    );
  });

  test('needs the promise of a certificate log that the root knows', () => {
    const without = sigstore.rootWith((json) => json.ctlogs.splice(0));
    expect(codeOf(byCertificate(makeBundle(sigstore, ada), {}, without))).toBe(
      'cannot-check ct-log-not-known',
    );
    const bare = sigstore.certify({ log: () => ['1.2.3', Buffer.of(5, 0)] });
    expect(codeOf(byCertificate(makeBundle(sigstore, bare), { ignoreCtLog: true }))).toBe('proven');
  });
});
