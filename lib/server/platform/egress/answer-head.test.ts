import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAnswerHead } from './answer-head.ts';

const plain = ['HTTP/1.1 200 OK', 'Content-Length: 12', 'ETag: "a"'];
const parse = (...lines: readonly string[]) => parseAnswerHead(lines.join('\r\n'));

test('a plain answer has a status, a length, and headers by lower-case names', () => {
  expect(parse(...plain)).toEqual({
    status: 200,
    headers: { 'content-length': '12', etag: '"a"' },
    length: 12,
  });
  expect(parse('HTTP/1.1 206', 'content-length:0')).toMatchObject({ status: 206, length: 0 });
});

test.each([
  ['another version', ['HTTP/1.0 200 OK', 'content-length: 1']],
  ['another status', ['HTTP/1.1 302 Found', 'content-length: 1']],
  ['an answer before the answer', ['HTTP/1.1 100 Continue', 'content-length: 1']],
  ['no length', ['HTTP/1.1 200 OK']],
  ['two lengths', ['HTTP/1.1 200 OK', 'content-length: 1', 'content-length: 1']],
  ['a length that is none', ['HTTP/1.1 200 OK', 'content-length: +1']],
  ['another framing beside the length', [...plain, 'Transfer-Encoding: chunked']],
  ['a folded line', [...plain, ' more']],
  ['a space before the colon', [...plain, 'x : 1']],
  ['a line end inside a value', [...plain, 'x: 1\ny: 2']],
  ['a zero byte', [...plain, 'x: \0']],
  ['a line that is no header', [...plain, 'nothing']],
])('%s is not plain', (_, lines) => {
  expect(parse(...lines)).toBeUndefined();
});

test('whatever comes, there is an answer or none', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.boolean(), (lines, isPlain) => {
      const answer = parse(...(isPlain ? plain : []), ...lines);
      if (answer !== undefined) expect(Number.isSafeInteger(answer.length)).toBe(true);
    }),
  );
});

test('a name that every object has is a header like any other', () => {
  const { headers = {} } = parse(...plain, '__proto__: 1', 'constructor: 2') ?? {};
  expect(Object.hasOwn(headers, '__proto__')).toBe(true);
  expect(Object.hasOwn(headers, 'constructor')).toBe(true);
});
