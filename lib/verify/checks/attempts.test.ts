import { expect, test } from 'vitest';
import type { Authority } from '#lib/verify/policy';
import { missingKey, takesForm, weightOf } from './attempts.ts';

const key: Authority = {
  name: 'k',
  formats: ['legacy'],
  attestations: [],
  unsupported: [],
  warnings: [],
  trust: { by: 'key', key: { name: 'k', pem: '' }, demands: { ignoreCtLog: true } },
};

test.each([
  ['cosign-simplesigning', true],
  ['dsse', true],
  ['sigstore-bundle', false],
  ['notation-jws', false],
  ['unsigned', false],
] as const)('an authority for the legacy forms looks at %s: %s', (form, isTaken) => {
  expect(takesForm(key, form)).toBe(isTaken);
});

test("a statement of notation's trust policy looks at its two forms alone", () => {
  const statement: Authority = { ...key, formats: [], trust: { by: 'notation', trustPolicy: 't' } };
  const forms = ['notation-jws', 'notation-cose', 'sigstore-bundle', 'helm-prov'] as const;
  expect(forms.map((form) => takesForm(statement, form))).toEqual([true, true, false, false]);
});

test('refusals are ordered by how much they say', () => {
  const refusal = { ...missingKey, state: 'failed' } as const;
  const ordered = [
    weightOf({ ...refusal, facet: 'binding', code: 'other-digest' }),
    weightOf({ ...refusal, state: 'cannot-check', code: 'policy-not-supported' }),
    weightOf({ ...refusal, code: 'log-entry-missing' }),
    weightOf({ ...refusal, state: 'cannot-check', code: 'ct-log-not-known' }),
    weightOf({ ...refusal, facet: 'integrity', code: 'signature-mismatch' }),
    weightOf(missingKey),
    weightOf({ ...refusal, code: 'wrong-material' }),
  ];
  expect(ordered).toEqual(ordered.toSorted((left, right) => right - left));
  expect(new Set(ordered).size).toBe(ordered.length);
});
