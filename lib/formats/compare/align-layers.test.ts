import { expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import { alignLayers } from './align-layers.ts';

const layersOf = (letters: string) =>
  [...letters].map((letter) => ({
    mediaType: 'application/vnd.oci.image.layer.v1.tar',
    digest: parseDigest(`sha256:${letter.repeat(64)}`),
    size: 1,
  }));

function align(left: string, right: string) {
  const { rows, ...rest } = alignLayers({ layers: layersOf(left) }, { layers: layersOf(right) });
  const signs = { same: '=', added: '+', removed: '-' };
  return { ...rest, rows: rows.map(({ change, digest }) => `${signs[change]}${digest.at(-1)}`).join(' ') };
}

test.each([
  ['abc', 'abd', '=a =b -c +d', 2, 'unchanged'],
  ['abc', 'abc', '=a =b =c', 3, 'unchanged'],
  ['abc', 'dbc', '-a +d =b =c', 0, 'changed'],
  ['aab', 'ab', '=a -a =b', 1, 'unchanged'],
  ['', 'a', '+a', 0, 'none'],
])('%s and %s are aligned as %s', (left, right, rows, base, baseState) => {
  expect(align(left, right)).toEqual({ rows, base, baseState });
});

test('a layer tells the step that made it', () => {
  const config = {
    entrypoint: [],
    command: [],
    healthcheck: [],
    environment: [],
    ports: [],
    volumes: [],
    labels: {},
    history: [
      { createdBy: 'ENV a=b', isEmpty: true },
      { createdBy: 'COPY . /', isEmpty: false },
    ],
  };
  const { rows } = alignLayers({ layers: [] }, { layers: layersOf('a'), config });
  expect(rows).toMatchObject([{ step: 'COPY . /' }]);
});
