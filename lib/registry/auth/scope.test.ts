import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coversScope, formatScope, mergeScopes, parseScope } from './scope.ts';

describe('a scope', () => {
  test.each([
    ['repository:demo/app:pull', { type: 'repository', name: 'demo/app', actions: ['pull'] }],
    [
      'repository:host:5000/demo/app:push,pull,pull',
      { type: 'repository', name: 'host:5000/demo/app', actions: ['pull', 'push'] },
    ],
    ['repository(plugin):demo/app:pull', { type: 'repository(plugin)', name: 'demo/app', actions: ['pull'] }],
    ['registry:catalog:*', { type: 'registry', name: 'catalog', actions: ['*'] }],
    ['repository:demo/app:', { type: 'repository', name: 'demo/app', actions: [] }],
  ])('%s is read', (text, expected) => {
    expect(parseScope(text)).toEqual(expected);
  });

  test.each(['', 'aws', 'repository:demo', ':a:b', 'repository::pull', 'a b:c:d'])('%j is none', (text) => {
    expect(parseScope(text)).toBeUndefined();
  });
});

test('scopes are joined by resource, sorted, and what is none is handed on', () => {
  expect(
    mergeScopes(['repository:b:push', 'aws', 'repository:a:pull', 'repository:b:pull,push', 'aws']),
  ).toEqual(['aws', 'repository:a:pull', 'repository:b:pull,push']);
});

test.each([
  [['repository:a:pull,push'], 'repository:a:pull', true],
  [['repository:a:*'], 'repository:a:pull,delete', true],
  [['repository:b:pull', 'repository:a:pull'], 'repository:a:pull', true],
  [['repository:a:pull'], 'repository:a:pull,push', false],
  [['repository:a:pull'], 'repository:ab:pull', false],
  [['repository(plugin):a:pull'], 'repository:a:pull', false],
  [['aws'], 'aws', true],
  [['aws'], 'repository:a:pull', false],
] as const)('a token for %j and a need of %s: %s', (held, wanted, expected) => {
  expect(coversScope(held, wanted)).toBe(expected);
});

test('property: joining is stable, loses no right and adds none', () => {
  const actions = fc.subarray(['pull', 'push', 'delete'], { minLength: 1 });
  const scope = fc.record({ name: fc.constantFrom('a', 'a/b', 'h:1/a'), actions });
  const text = scope.map(({ name, actions: some }) =>
    formatScope({ type: 'repository', name, actions: some }),
  );
  fc.assert(
    fc.property(fc.array(text), text, (texts, one) => {
      const merged = mergeScopes(texts);
      expect(mergeScopes(merged)).toEqual(merged);
      expect(mergeScopes(texts.toReversed())).toEqual(merged);
      for (const each of texts) expect(coversScope(merged, each)).toBe(true);
      const need = parseScope(one);
      const isGranted = (need?.actions ?? []).every((action) =>
        texts.some((each) => {
          const held = parseScope(each);
          return held?.name === need?.name && held?.actions.includes(action) === true;
        }),
      );
      expect(coversScope(merged, one)).toBe(isGranted);
    }),
  );
});
