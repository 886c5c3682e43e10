import { expect, test } from 'vitest';
import { decodeFileText, fileFormatOf } from './file-format.ts';

test.each([
  ['a/b.PNG', { kind: 'picture', mediaType: 'image/png' }],
  ['README.md', { kind: 'markdown' }],
  ['package.json', { kind: 'json' }],
  ['logo.svg', { kind: 'text' }],
  ['etc/passwd', { kind: 'text' }],
  ['constructor', { kind: 'text' }],
])('%s is shown as %j', (path, format) => {
  expect(fileFormatOf(path)).toEqual(format);
});

test('text is told from bytes', () => {
  const bytes = new TextEncoder().encode('grün');
  expect(decodeFileText(bytes, false)).toBe('grün');
  expect(decodeFileText(bytes.subarray(0, 3), false)).toBeUndefined();
  expect(decodeFileText(bytes.subarray(0, 3), true)).toBe('gr');
  expect(decodeFileText(Uint8Array.of(65, 0), false)).toBeUndefined();
});
