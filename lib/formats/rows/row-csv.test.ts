import { expect, test } from 'vitest';
import { csvHead, csvLine } from './row-csv.ts';

test('a table has one line for its columns and one for each row', () => {
  expect(csvHead('materials') + csvLine('materials', { uri: 'git+https://a', digest: 'sha1:0' })).toBe(
    'uri,digest,name\r\ngit+https://a,sha1:0,\r\n',
  );
});

test('commas, quotes and line breaks stay in their cell', () => {
  expect(csvLine('fields', { path: 'a,b', value: 'say "no"\nand go' })).toBe(
    '"a,b","say ""no""\nand go"\r\n',
  );
});

test('no cell of a stranger is a formula for a spreadsheet', () => {
  const line = csvLine('fields', { path: '=HYPERLINK("http://a")', value: '-1+2' });
  expect(line).toBe(`"'=HYPERLINK(""http://a"")",'-1+2\r\n`);
  expect(csvLine('fields', { path: '@SUM', value: '\tx' })).toBe(`'@SUM,'\tx\r\n`);
});

test('lists are words of one cell, and a number stays a number', () => {
  expect(csvLine('files', { path: 'a', size: 12, hashes: ['sha1:0', 'sha256:1'] })).toBe(
    'a,12,,,,sha1:0 sha256:1,\r\n',
  );
});
