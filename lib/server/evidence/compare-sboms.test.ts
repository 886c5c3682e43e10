import { expect, test } from 'vitest';
import type { Kind } from '#lib/oci/kind';
import { lackOf } from './compare-sboms.ts';

const side = (name: string, isComplete = true, kinds: readonly Kind[] = []) => ({
  name,
  around: { isComplete, carriers: kinds.map((kind) => ({ node: { kind } })) },
});

test('a side without evidence is named', () => {
  expect(lackOf('sbom', [side('app:1')])).toBe('app:1 has no SBOM.');
});

test('when neither side has any, one sentence says so', () => {
  expect(lackOf('sbom', [side('app:1'), side('app:2')])).toBe('No SBOM is attached to either of them.');
});

test('where not everything could be asked nothing is said not to be there', () => {
  expect(lackOf('sbom', [side('app:1', false)])).toBe(
    'No SBOM of app:1 was found, and not every question has an answer.',
  );
});

test('an SBOM that is there and was not understood is not called missing', () => {
  expect(lackOf('sbom', [side('app:1', true, ['sbom'])])).toBe('The SBOM of app:1 could not be read.');
});
