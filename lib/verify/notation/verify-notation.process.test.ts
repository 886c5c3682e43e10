import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { NotationVector } from './testing/notation-vectors.ts';
import { notationVectors } from './testing/notation-vectors.ts';
import type { Revocation } from './verify-notation.ts';
import { verifyNotation } from './verify-notation.ts';

const folder = process.env.ORRERY_VERIFY;
const files = ['notation-nt.json', 'notation-nf.json', 'notation-nts.json'];

/** The vectors were made then: certificates and signatures held. */
const now = new Date('2026-11-26T04:40:00Z');

/** Names that Go takes for one: notation accepts what it reads, and here it is refused as ambiguous. */
const stricter: ReadonlySet<string> = new Set(['jws-case-target']);

/** The list of the authority that made the vectors has one certificate on it, and tells so by its name. */
const revocation: Revocation = (certificate) =>
  new X509Certificate(certificate).subject.includes('CN=revoked') ? 'revoked' : 'good';

test('signatures with the verdicts of notation are there to be compared', ({ skip }) => {
  if (folder === undefined)
    skip('ORRERY_VERIFY is not set: NO signature was compared with a verdict of notation.');
  expect(folder).not.toBe('');
});

describe.skipIf(folder === undefined).each(files)('every verdict of notation is ours: %s', (file) => {
  const vectors = folder === undefined ? [] : notationVectors(join(folder, 'vectors'), file);

  test('of all signatures and statements', () => {
    const differing = vectors.filter((vector) => !stricter.has(vector.name) && !isEqual(vector));
    expect(differing.map(({ name, policy, verdict }) => `${name} (${policy}): notation ${verdict}`)).toEqual(
      [],
    );
    expect(vectors.length).toBeGreaterThan(50);
  });

  test('and where the network is not asked, nothing is proven that notation refuses', () => {
    const wrong = vectors.filter(({ evidence, statement, stores, verdict }) => {
      const isProven = evidence.some((one) => verifyNotation(one, { statement, stores, now }).isProven);
      return isProven && verdict === 'fail';
    });
    expect(wrong.map(({ name, policy }) => `${name} (${policy})`)).toEqual([]);
  });
});

function isEqual({ evidence, statement, stores, verdict }: NotationVector): boolean {
  const isProven = evidence.some(
    (one) => verifyNotation(one, { statement, stores, now, revocation }).isProven,
  );
  return isProven === (verdict === 'ok');
}
