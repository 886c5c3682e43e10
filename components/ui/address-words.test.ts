import { expect, test } from 'vitest';
import { withWords } from './address-words.ts';

test('what is searched for in a document stands in the address, beside all else', () => {
  expect(withWords('?selected=ab&tab=content', 'lodash 4')).toBe('selected=ab&tab=content&words=lodash+4');
  expect(withWords('?words=lodash&tab=content', '@babel/core')).toBe('words=%40babel/core&tab=content');
});

test('who searches for nothing has a bare address', () => {
  expect(withWords('?words=lodash', ' ')).toBe('');
});
