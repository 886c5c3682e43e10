import { expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import { evidenceCheckOf } from '#e2e/fakes/verification-example';
import { piecesOf } from './pieces-of.ts';

const root = new Set([digestOf(1)]);
const part = (blob: number, kind: 'signature' | 'sbom') =>
  ({
    digest: digestOf(blob),
    kind,
    format: kind === 'sbom' ? 'spdx-json' : 'cosign-simplesigning',
    title: kind,
  }) as const;

test('each layer of a manifest of several documents is a piece with its own check', () => {
  const parts = [part(11, 'signature'), part(12, 'signature'), part(13, 'sbom')];
  const node = nodeOf(2, { kind: 'signature', parts });
  const checks = [
    evidenceCheckOf({ blob: digestOf(11), state: 'matches' }),
    evidenceCheckOf({ blob: digestOf(12), state: 'failed' }),
  ];
  expect(piecesOf('signature', [node], checks, root).map(({ state }) => state)).toEqual([
    'matches',
    'failed',
  ]);
  expect(piecesOf('sbom', [node], checks, root)).toEqual([
    { digest: digestOf(2), state: 'present', isUnchecked: false },
  ]);
});

test('a manifest with several checks is as many pieces', () => {
  const checks = [evidenceCheckOf({ blob: digestOf(11) }), evidenceCheckOf({ blob: digestOf(12) })];
  expect(piecesOf('signature', [nodeOf(2, { kind: 'signature' })], checks, root)).toHaveLength(2);
});

test('what hangs on something else is no piece of this place', () => {
  const elsewhere = evidenceCheckOf({ digest: digestOf(8), about: digestOf(7) });
  const aboutEvidence = evidenceCheckOf({ digest: digestOf(8), through: 'referrer' });
  expect(piecesOf('signature', [], [elsewhere, aboutEvidence], root)).toEqual([]);
});

test('a signature on a document that could not be checked leaves the document unchecked', () => {
  const open = evidenceCheckOf({
    digest: digestOf(8),
    about: digestOf(2),
    through: 'referrer',
    state: 'cannot-check',
  });
  const sbom = nodeOf(2, { kind: 'sbom', format: 'spdx-json' });
  expect(piecesOf('sbom', [sbom], [open], root)[0]).toMatchObject({ state: 'present', isUnchecked: true });
});
