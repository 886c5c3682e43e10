import { expect, test } from 'vitest';
import { hexLines } from './hex-lines.ts';

test('a line has sixteen bytes with their place and what of them can be printed', () => {
  const bytes = Uint8Array.from({ length: 18 }, (_, at) => at + 0x3f);
  expect(hexLines(bytes, 32)).toEqual([
    {
      offset: '00000020',
      hex: '3f 40 41 42 43 44 45 46  47 48 49 4a 4b 4c 4d 4e',
      ascii: '?@ABCDEFGHIJKLMN',
    },
    { offset: '00000030', hex: '4f 50'.padEnd(48), ascii: 'OP' },
  ]);
});

test('what cannot be printed is a dot, and nothing is no line', () => {
  expect(hexLines(Uint8Array.of(0, 0x1b, 0x7f, 0xff, 0x20))[0]?.ascii).toBe('.... ');
  expect(hexLines(new Uint8Array())).toEqual([]);
});
