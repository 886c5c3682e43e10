import { expect, test } from 'vitest';
import { momentSchema, verifyRequestSchema } from './verification-contract.ts';

test.each(['2026-11-26T04:40:00Z', '2026-11-26T04:40:00.123456+01:00', '2026-11-26t04:40:00z'])(
  '%s is a moment',
  (text) => {
    expect(momentSchema.safeParse(text).success).toBe(true);
  },
);

test.each(['2026-11-26', '2026-11-26 04:40:00Z', '2026-13-26T04:40:00Z', '1763872800', ''])(
  '%s is no moment',
  (text) => {
    expect(momentSchema.safeParse(text).success).toBe(false);
  },
);

test('a policy in a question is a name, or parts that are named as in the folder', () => {
  const ask = (policy: unknown) => verifyRequestSchema.safeParse({ ref: 'a.io/b', policy }).success;
  expect(ask('acme-release')).toBe(true);
  expect(ask({ documents: ['kind: ClusterImagePolicy', {}], keys: { a: '-----BEGIN' } })).toBe(true);
  expect(ask({ notation: { trustPolicy: {}, trustStores: { 'ca:acme': [] } } })).toBe(true);
  expect(ask({ document: [] })).toBe(false);
  expect(ask({ keys: { a: 1 } })).toBe(false);
});
