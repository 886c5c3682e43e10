import { expect, test } from 'vitest';
import { kindsOfAttestations } from '#lib/formats/testing/kinds-of-attestations';
import { kindsOfImages } from '#lib/formats/testing/kinds-of-images';
import { kindsOfModels } from '#lib/formats/testing/kinds-of-models';
import { kindsOfPackages } from '#lib/formats/testing/kinds-of-packages';
import { kindsOfPolicies } from '#lib/formats/testing/kinds-of-policies';
import { kindsOfSignatures } from '#lib/formats/testing/kinds-of-signatures';
import { readSketch } from '#lib/formats/testing/read-sketch';
import type { KindRow } from '#lib/formats/testing/sketch';

const table: readonly KindRow[] = [
  ...kindsOfImages,
  ...kindsOfSignatures,
  ...kindsOfAttestations,
  ...kindsOfPackages,
  ...kindsOfPolicies,
  ...kindsOfModels,
];

// Docker Content Trust, Red Hat's lookaside signatures and Ratify keep nothing of their own in a registry.
const notInRegistries = [21, 22, 40];

test('every row of the catalogue of kinds has an example', () => {
  const rows = new Set([...notInRegistries, ...table.map(({ row }) => row)]);
  expect([...rows].sort((a, b) => a - b)).toEqual(Array.from({ length: 86 }, (_, i) => i + 1));
});

test.each(table.map((row) => [row.row, row.name, row] as const))('%i, %s', (_, __, row) => {
  const meaning = readSketch(row);
  expect({ kind: meaning.kind, format: meaning.format }).toEqual({ kind: row.kind, format: row.format });
});
