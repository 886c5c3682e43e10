import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

test.each([
  ['/ghcr.io/org/app:1.2?selected=x', '/ghcr.io/org/app:1.2?selected=x'],
  ['', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/.//evil.example', '/'],
])('%s leads to %s', (text, path) => expect(ownPath(text)).toBe(path));

test('whatever is asked for, the browser stays on our host', () => {
  const base = 'https://orrery.example';
  assert(
    property(string({ unit: 'binary' }), (text) => {
      for (const tried of [text, `/${text}`, `//${text}`, `/\\${text}`])
        expect(new URL(ownPath(tried), base).origin).toBe(base);
    }),
  );
});
