import { expect, test } from 'vitest';
import { readingOf, titlesOf } from '#lib/formats/testing/read-text';
import { bundle, envelope, statement } from '#lib/formats/testing/sketch';

const publish = bundle(statement('https://docs.pypi.org/attestations/publish/v1', null));
const slsa = bundle(statement('https://slsa.dev/provenance/v1', {}));

test.each([
  ['npm', { attestations: [publish, slsa].map((value) => ({ predicateType: 'x', bundle: value })) }],
  ['GitHub', { attestations: [publish, slsa].map((value) => ({ bundle: value, repository_id: 1 })) }],
  ['gh', [publish, slsa].map((value) => ({ attestation: { bundle: value }, verificationResult: {} }))],
])('the answer of %s is a list of documents', (_, value) => {
  expect(titlesOf(JSON.stringify(value))).toEqual(['PyPI publish attestation', 'SLSA v1']);
});

test('what gcloud prints of an image holds the envelopes of its builds', () => {
  const provenance = [{ envelope: envelope(statement('https://slsa.dev/provenance/v0.1', {})), build: {} }];
  const answer = { image_summary: {}, provenance_summary: { provenance } };
  expect(titlesOf(JSON.stringify(answer))).toEqual(['SLSA v0.1']);
});

test('an attestation of PyPI is opened, alone and in the answer of its registry', () => {
  const { payload } = envelope(statement('https://docs.pypi.org/attestations/publish/v1', null));
  const one = {
    version: 1,
    verification_material: { certificate: 'MAA=', transparency_entries: [] },
    envelope: { statement: payload, signature: 'MEUC' },
  };
  const answer = { version: 1, attestation_bundles: [{ publisher: {}, attestations: [one, one] }] };
  expect(readingOf(JSON.stringify(one)).documents).toMatchObject([
    { title: 'PyPI publish attestation', envelopes: ['sigstore-bundle', 'dsse', 'in-toto'] },
  ]);
  expect(titlesOf(JSON.stringify(answer))).toHaveLength(2);
});

test('an empty list and one of something else hold nothing that we know', () => {
  expect(titlesOf(JSON.stringify({ attestations: [] }))).toEqual([]);
  expect(titlesOf(JSON.stringify({ attestations: [{ type: 'x' }] }))).toEqual([]);
});
