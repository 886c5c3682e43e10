import { expect, test } from 'vitest';
import { parseImageConfig } from '#lib/formats/image-config';
import { compareConfigs } from './compare-configs.ts';

const config = (value: unknown) =>
  parseImageConfig(new TextEncoder().encode(JSON.stringify({ config: value })));

test('two configs differ in what one says otherwise, and in what only one says', () => {
  const left = config({ User: 'root', Env: ['A=1', 'B=2'], Cmd: ['run'] });
  const right = config({ User: 'app', Env: ['A=1', 'C=3'], Cmd: ['run'] });
  expect(compareConfigs(left, right).rows).toEqual([
    { name: 'User', left: 'root', right: 'app' },
    { name: 'Variable B', left: '2' },
    { name: 'Variable C', right: '3' },
  ]);
});

test('configs that say the same do not differ', () => {
  expect(compareConfigs(config({ User: 'app' }), config({ User: 'app' }))).toEqual({
    rows: [],
    same: [{ name: 'User', value: 'app' }],
  });
});
