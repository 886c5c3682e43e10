import { expect, test } from 'vitest';
import { ada, byCertificate, codeOf, root, sigstore } from '#lib/verify/testing/check-sigstore';
import { makeBundle } from '#lib/verify/testing/evidence-maker';

test('a root with a log that nobody says the beginning of is not used', () => {
  const open = sigstore.rootWith(({ tlogs: [log] }) => delete log?.publicKey.validFor.start);
  expect(codeOf(byCertificate(makeBundle(sigstore, ada), {}, open))).toBe(
    'cannot-check invalid-trusted-root',
  );
});

test('a root that another thread has sent is as good', () => {
  expect(codeOf(byCertificate(makeBundle(sigstore, ada), {}, structuredClone(root)))).toBe('proven');
});
