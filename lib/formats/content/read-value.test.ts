import { expect, test } from 'vitest';
import { formatLimits } from '#lib/formats/limits';
import { readingOf } from '#lib/formats/testing/read-text';
import { bundle, envelope, statement } from '#lib/formats/testing/sketch';

const spdx = { spdxVersion: 'SPDX-2.3', packages: [{}] };
const vex = { '@context': 'https://openvex.dev/ns/v0.2.0', statements: [{ status: 'fixed' }] };
const signedSpdx = envelope(statement('https://spdx.dev/Document', spdx));
const json = JSON.stringify;

test('several in one file are several, with what each is wrapped in, outermost first', () => {
  const lines = [bundle(statement('x', vex)), signedSpdx, spdx].map((value) => json(value)).join('\n');
  expect(readingOf(lines).documents.map(({ title, envelopes = [] }) => [title, ...envelopes])).toEqual([
    ['OpenVEX · 1 fixed', 'sigstore-bundle', 'dsse', 'in-toto'],
    ['SPDX 2.3 · 1 package', 'dsse', 'in-toto'],
    ['SPDX 2.3 · 1 package'],
  ]);
});

test('a document of several that is in no form', () => {
  expect(readingOf(json([spdx, { a: 1 }])).problems).toEqual([
    'Document 2: it has a format that Orrery does not know.',
  ]);
});

test('an envelope whose payload is no base64, beside one that can be read', () => {
  const reading = readingOf(json([{ ...envelope(spdx), payload: '<html>' }, signedSpdx]));
  expect(reading.documents.map(({ title }) => title)).toEqual(['SPDX 2.3 · 1 package']);
  expect(reading.problems).toEqual(['Document 1: what it wraps is not base64.']);
});

test('more documents than anybody writes', () => {
  const reading = readingOf(json(Array.from({ length: formatLimits.documentsMax + 2 }, () => spdx)));
  expect(reading.documents).toHaveLength(formatLimits.documentsMax);
  expect(reading.problems).toEqual(['2 more documents in this file were not read.']);
});
