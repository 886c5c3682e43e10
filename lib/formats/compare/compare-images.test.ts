import { expect, test } from 'vitest';
import { parseImageConfig } from '#lib/formats/image-config';
import { parseDigest } from '#lib/oci/digest';
import { compareConfigs, compareLayers } from './compare-images.ts';

const config = (value: unknown) =>
  parseImageConfig(new TextEncoder().encode(JSON.stringify({ config: value })));
const layer = (letter: string) => ({
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  digest: parseDigest(`sha256:${letter.repeat(64)}`),
  size: 1,
});

test('two configs differ in what one says otherwise, and in what only one says', () => {
  const left = config({ User: 'root', Env: ['A=1', 'B=2'], Cmd: ['run'] });
  const right = config({ User: 'app', Env: ['A=1', 'C=3'], Cmd: ['run'] });
  expect(compareConfigs(left, right)).toEqual([
    { name: 'User', left: 'root', right: 'app' },
    { name: 'Variable B', left: '2', right: undefined },
    { name: 'Variable C', left: undefined, right: '3' },
  ]);
});

test('configs that say the same do not differ', () => {
  expect(compareConfigs(config({ User: 'app' }), config({ User: 'app' }))).toEqual([]);
});

test('layers are compared by digest, each once', () => {
  const [a, b, c] = [layer('a'), layer('b'), layer('c')];
  expect(compareLayers([a, a, b], [a, c])).toEqual({ shared: [a], onlyLeft: [a, b], onlyRight: [c] });
});
