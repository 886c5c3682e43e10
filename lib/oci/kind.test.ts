import { expect, test } from 'vitest';
import type { Part } from './kind.ts';
import { isDocumentKind, isNamedKind, isSigned, kinds } from './kind.ts';

test('the layers of some kinds are documents, and publishers name others', () => {
  expect(kinds.filter(isDocumentKind)).toEqual([
    'signature',
    'attestation',
    'provenance',
    'sbom',
    'vulnerability-report',
    'vex',
    'test-result',
  ]);
  expect(kinds.filter(isNamedKind)).toEqual(['chart', 'policy', 'model', 'wasm', 'package']);
});

test.each<[Pick<Part, 'kind' | 'format' | 'envelope'>, boolean]>([
  [{ kind: 'signature', format: 'notation-jws' }, true],
  [{ kind: 'sbom', format: 'spdx-json', envelope: 'dsse' }, true],
  [{ kind: 'attestation', format: 'sigstore-bundle' }, true],
  [{ kind: 'sbom', format: 'spdx-json', envelope: 'in-toto' }, false],
  [{ kind: 'sbom', format: 'spdx-json' }, false],
])('%j can be verified: %j', (part, expected) => {
  expect(isSigned(part)).toBe(expected);
});
