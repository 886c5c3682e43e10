import { expect, test } from 'vitest';
import type { LayerDifference } from '#lib/formats/compare/comparison';
import { parseDigest } from '#lib/oci/digest';
import { pairLayers } from './pair-layers.ts';

const signs = { '=': 'same', '+': 'added', '-': 'removed' } as const;

function layer(text: string): LayerDifference {
  const sign = text.startsWith('=') ? '=' : text.startsWith('+') ? '+' : '-';
  return { change: signs[sign], digest: parseDigest(`sha256:${text.slice(1).repeat(64)}`), size: 1 };
}

test.each([
  [
    ['=a', '-b', '+c'],
    ['same a a', 'changed b c'],
  ],
  [
    ['=a', '-b', '-d', '+c', '=e'],
    ['same a a', 'changed b c', 'same e e', 'removed d -'],
  ],
  [
    ['+a', '+b'],
    ['added - a', 'added - b'],
  ],
])('%j stand beside each other as %j', (rows, pairs) => {
  const letter = (one: LayerDifference | undefined) => one?.digest.at(-1) ?? '-';
  expect(
    pairLayers(rows.map(layer)).map(
      ({ change, left, right }) => `${change} ${letter(left)} ${letter(right)}`,
    ),
  ).toEqual(pairs);
});
