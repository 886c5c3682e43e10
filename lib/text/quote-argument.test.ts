import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteArgument } from './quote-argument.ts';

test.each([
  ['localhost:5000/demo/app:1.2', 'localhost:5000/demo/app:1.2'],
  ['org.opencontainers.image.title=a b', "'org.opencontainers.image.title=a b'"],
  ["it's", "'it'\\''s'"],
  ['$(rm -rf ~)', "'$(rm -rf ~)'"],
  ['', "''"],
])('%s is written %s', (text, quoted) => {
  expect(quoteArgument(text)).toBe(quoted);
});

test('a shell reads back exactly what was quoted', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab \'"$`\\;&|<>(){}*?~!#\n\t-') });
  fc.assert(
    fc.property(text, (word) => {
      const said = execFileSync('sh', ['-c', `printf %s. ${quoteArgument(word)}`], { encoding: 'utf8' });
      expect(said).toBe(`${word}.`);
    }),
    { numRuns: 50 },
  );
});
