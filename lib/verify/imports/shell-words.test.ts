import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteArgument } from '#lib/text/quote-argument';
import { readShellWords } from './shell-words.ts';

test.each([
  ['cosign verify  a', ['cosign', 'verify', 'a']],
  ['$ cosign verify \\\n  --key k \\\r\n  a', ['cosign', 'verify', '--key', 'k', 'a']],
  ['a \'b c\' "d \\" e" f\\ g', ['a', 'b c', 'd " e', 'f g']],
  ['a \'\' ""', ['a', '', '']],
  ['a\'b\'"c"d', ['abcd']],
  ['a --re="^x\\.y$"'.replace('$', ''), ['a', '--re=^x\\.y']],
  ['COSIGN_X=1 cosign verify', ['cosign', 'verify']],
  ['cosign verify a | jq .', ['cosign', 'verify', 'a']],
  ['cosign verify a > /dev/null', ['cosign', 'verify', 'a']],
  ['cosign verify a # why', ['cosign', 'verify', 'a']],
  ['a#b', ['a#b']],
  ['', []],
])('%j has these words', (text, words) => {
  expect(readShellWords(text)).toEqual({ words });
});

test.each([
  ["a 'b", /quote that is not closed/],
  ['a "b', /quote that is not closed/],
  ['a $IMAGE', /variable/],
  ['a "$IMAGE"', /variable/],
  ['a $(b)', /variable/],
  ['a `b`', /variable/],
  ['a'.repeat(20_000), /too long/],
])('%.20j is refused in a sentence', (text, sentence) => {
  const reading = readShellWords(text);
  expect('problem' in reading && reading.problem).toMatch(sentence);
});

test('words that were quoted for a shell come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 20 }), { maxLength: 8 }), (words) => {
      const text = ['cosign', ...words].map(quoteArgument).join(' ');
      expect(readShellWords(text)).toEqual({ words: ['cosign', ...words] });
    }),
    { numRuns: 500 },
  );
});

test('whatever is pasted, it is words or a sentence', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'a =\'"\\$\n|#-`'), maxLength: 30 }), (text) => {
      const reading = readShellWords(text);
      expect('problem' in reading || reading.words.every((word) => typeof word === 'string')).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
