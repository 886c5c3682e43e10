import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeDocument } from './decode-document.ts';

const json = '{"name":"¿ü?"}';

test.each([
  ['UTF-8', Buffer.from(json)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${json}`)],
  ['UTF-16 LE with a mark', Buffer.from(`\ufeff${json}`, 'utf16le')],
  ['UTF-16 BE with a mark', Buffer.from(`\ufeff${json}`, 'utf16le').swap16()],
  ['UTF-16 LE without one', Buffer.from(json, 'utf16le')],
  ['UTF-16 BE without one', Buffer.from(json, 'utf16le').swap16()],
])('%s is decoded', (_, bytes) => {
  expect(decodeDocument(bytes, true)).toEqual({ text: json });
});

test('XML is decoded as its declaration says', () => {
  const xml = '<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>';
  expect(decodeDocument(Buffer.from(xml, 'latin1'), true)).toEqual({ text: xml });
  const unknown = '<?xml version="1.0" encoding="made-up"?><a>ü</a>';
  expect(decodeDocument(Buffer.from(unknown), true)).toEqual({ text: unknown });
  const lie = '<?xml version="1.0" encoding="UTF-16"?><a>ü</a>';
  expect(decodeDocument(Buffer.from(lie), true)).toEqual({ text: lie });
});

test('what is no text is shown with a mark for what cannot be read, and said', () => {
  expect(decodeDocument(Buffer.from('{"a":"\xfc"}', 'latin1'), true)).toEqual({
    text: '{"a":"\ufffd"}',
    problem: 'Its text is not valid UTF-8: what cannot be read is shown as \ufffd.',
  });
});

test('of a head the last letter may be cut', () => {
  expect(decodeDocument(Buffer.from('ü').subarray(0, 1), false)).toEqual({ text: '' });
  expect(decodeDocument(Buffer.from('ü').subarray(0, 1), true).problem).toContain('not valid');
});

test('whatever the bytes, there is a text', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.boolean(), (bytes, isWhole) => {
      expect(typeof decodeDocument(bytes, isWhole).text).toBe('string');
    }),
  );
});
