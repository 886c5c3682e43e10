import { describe, expect, test } from 'vitest';
import { ada, byCertificate, codeOf, inTime, sigstore } from '#lib/verify/testing/check-sigstore';
import { makeBundle } from '#lib/verify/testing/evidence-maker';

describe('a log entry', () => {
  test.each(['rekor-1', 'rekor-2'] as const)('of %s counts once, for what it is about', (log) => {
    const good = makeBundle(sigstore, ada, { log, stampedAt: [inTime] });
    const entries = (...tlogEntries: readonly object[]) => ({
      ...good,
      verificationMaterial: { ...good.verificationMaterial, tlogEntries },
    });
    const [own = {}] = good.verificationMaterial.tlogEntries;
    expect(codeOf(byCertificate(entries(own)))).toBe('proven');
    expect(codeOf(byCertificate(entries(own, own)))).toBe('failed log-entry-invalid');
    expect(codeOf(byCertificate(entries(...Array.from({ length: 33 }, () => own))))).toBe(
      'failed log-entry-invalid',
    );
    const [other = {}] = makeBundle(sigstore, sigstore.certify(), { log }).verificationMaterial.tlogEntries;
    expect(codeOf(byCertificate(entries(other)))).toBe('failed log-entry-invalid');
    expect(codeOf(byCertificate(entries({ ...own, canonicalizedBody: 'e30=' })))).toBe(
      'failed log-entry-invalid',
    );
  });

  test('with numbers that no log has is refused before they are read', () => {
    const good = makeBundle(sigstore, ada, { log: 'rekor-2', stampedAt: [inTime] });
    const digits = '9'.repeat(1_000_000);
    const [own] = good.verificationMaterial.tlogEntries;
    const proof = own !== undefined && 'inclusionProof' in own ? own.inclusionProof : undefined;
    const envelope = proof?.checkpoint.envelope ?? '';
    for (const inclusionProof of [
      { ...proof, logIndex: digits },
      { ...proof, checkpoint: { envelope: envelope.replace('\n1\n', `\n${digits}\n`) } },
      { ...proof, checkpoint: { envelope: envelope.replace('\n1\n', `\n${'9'.repeat(21)}\n`) } },
    ]) {
      const tlogEntries = [{ ...own, inclusionProof }];
      const bent = { ...good, verificationMaterial: { ...good.verificationMaterial, tlogEntries } };
      expect(byCertificate(bent)).toMatchObject({
        code: 'log-entry-invalid',
        reason: expect.stringContaining('numbers that no log can have'),
      });
    }
  });
});
