import { expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import { emptyView } from '#lib/graph/picture/view';
import { agesOf, makeNodeFilter, matchesFilter, noFilter } from './node-filter.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const signer = 'ada@acme.example';

test('the signers of the documents in one manifest are signers of it', () => {
  const part = { digest: digestOf(11), kind: 'signature', format: 'dsse', title: 'Signed', signer } as const;
  expect(
    matchesFilter(nodeOf(1, { parts: [part] }), makeNodeFilter({ ...emptyView, signers: [signer] }, now)),
  ).toBe(true);
});

test('a date in the future is of today, and one that is none is no date', () => {
  expect(agesOf('2026-12-01T00:00:00Z', now)).toEqual(['day', 'week', 'month', 'year']);
  expect(agesOf('yesterday', now)).toEqual(['undated']);
});

test('a filter that chooses nothing is off, and hides nothing', () => {
  const filter = makeNodeFilter({ ...emptyView, hides: true }, now);
  expect(filter).toMatchObject({ isOn: false, hides: false });
  expect(matchesFilter(nodeOf(1), noFilter)).toBe(true);
});
