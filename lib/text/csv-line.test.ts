import { expect, test } from 'vitest';
import { csvLineOf } from './csv-line.ts';

test('cells are quoted where they have to be, and what is missing is empty', () => {
  expect(csvLineOf(['a', 'b,c', 'd"e', 'f\ng', undefined, -1])).toBe('a,"b,c","d""e","f\ng",,-1\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\n=1+1'])('%j is no formula', (text) => {
  expect(csvLineOf([text])).toMatch(/^"?'/);
});
