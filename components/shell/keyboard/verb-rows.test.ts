import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PaletteVerb } from '#components/ui/commands.ts';
import { askRows, completionOf, readPaletteText, verbRows } from './verb-rows.ts';

const verb = (words: readonly string[], title: string, takes: PaletteVerb['takes']): PaletteVerb => ({
  ...{ words, title: `${title}…`, takes },
  offer: (object) =>
    object.split(' ').length > 2 ? undefined : { title, note: object, run: () => undefined },
});
const verbs = [
  verb(['delete', 'rm'], 'Delete', 'artifact'),
  verb(['clean up', 'clean', 'gc'], 'Clean up', 'repository'),
  verb(['compare'], 'Compare', 'artifact'),
];
const [remove] = verbs;
if (remove === undefined) throw new Error('There is a verb.');
const read = (text: string) => readPaletteText(text, verbs);
const rows = (text: string, ...names: readonly string[]) =>
  verbRows(
    read(text),
    names.map((name) => ({
      name: name.replace(/[/:]$/, ''),
      kind: name.endsWith('/') ? 'registry' : name.endsWith(':') ? 'repository' : 'artifact',
    })),
  ).map(({ title, note, completion }) => [title, note, completion]);

test('a verb takes what is written behind it', () => {
  expect(rows('delete 1.2')).toEqual([['Delete', '1.2', undefined]]);
  expect(rows('  RM   ghcr.io/acme/app:1 ')).toEqual([['Delete', 'ghcr.io/acme/app:1', undefined]]);
  expect(rows('clean up team/web')).toEqual([['Clean up', 'team/web', undefined]]);
  for (const text of ['delete', 'rm ', 'delete 1 2 3', 'deleted 1', '']) expect(rows(text), text).toEqual([]);
});

test('where something goes to is not what goes there', () => {
  for (const text of ['delete to', 'delete to ', 'delete TO ghcr.io/acme/app', 'compare to 1.0'])
    expect(read(text), text).toMatchObject({ called: [], object: '' });
  expect(read('delete tools:1')).toMatchObject({ called: [remove], object: 'tools:1' });
});

test('the longest words count: what is cleaned up is not a repository called up', () => {
  expect(read('clean up ')).toMatchObject({ object: '', word: '' });
  expect(read('clean web')).toMatchObject({ object: 'web', word: 'web' });
});

test('each name that completes the object is a row, and is written by its completion', () => {
  expect(rows('delete 1', '1', '1.2')).toEqual([
    ['Delete', '1', undefined],
    ['Delete', '1.2', 'delete 1.2'],
  ]);
  expect(rows('delete ', '1.2')).toEqual([['Delete', '1.2', 'delete 1.2']]);
});

test('what is known to be no name stands behind the names that it may become', () => {
  const done = verbRows(read('delete 1.'), [{ name: '1.2', kind: 'artifact' }], true);
  expect(done.map(({ note }) => note)).toEqual(['1.2', '1.']);
});

test('the second object of two completes beside the first', () => {
  expect(rows('compare 1.0 ', '2.0')).toEqual([
    ['Compare', '1.0', undefined],
    ['Compare', '1.0 2.0', 'compare 1.0 2.0'],
  ]);
  expect(rows('compare 1.0 2', '2.0').at(-1)).toEqual(['Compare', '1.0 2.0', 'compare 1.0 2.0']);
});

test('a repository leads on to its tags where an artifact is wanted', () => {
  expect(rows('delete we', 'web:').at(-1)).toEqual(['Tags of web…', undefined, 'delete web:']);
  expect(rows('gc we', 'web:').at(-1)).toEqual(['Clean up', 'web', 'gc web']);
});

test('a registry leads on to its repositories, and is an object where that can be', () => {
  expect(rows('delete ', 'a.io/')).toEqual([['Repositories of a.io…', undefined, 'delete a.io/']]);
  expect(rows('gc ', 'a.io/')).toEqual([
    ['Clean up', 'a.io', 'gc a.io'],
    ['Repositories of a.io…', undefined, 'gc a.io/'],
  ]);
});

test('each verb asks for its object, but for the one that is written already', () => {
  const asked = (text: string) => askRows(verbs, read(text)).map(({ completion }) => completion);
  expect(asked('')).toEqual(['delete ', 'clean up ', 'compare ']);
  expect(asked('delete ')).toEqual(['clean up ', 'compare ']);
});

test('what is forbidden is shown with the reason', () => {
  const closed = { ...remove, forbidden: 'It is read-only.' };
  expect(verbRows(readPaletteText('delete 1', [closed]), [])[0]?.forbidden).toBe('It is read-only.');
  expect(askRows([closed], readPaletteText('', [closed]))[0]?.forbidden).toBe('It is read-only.');
});

test('Tab takes the row that is marked, else the first that can be completed', () => {
  const list = [
    { title: 'Keys' },
    { title: 'a', completion: 'delete a' },
    { title: 'b', completion: 'b' },
  ].map((row) => ({ group: 'Do', run: () => undefined, ...row }));
  expect(completionOf('delete ', undefined, list)).toBe('delete a');
  expect(completionOf('delete ', list[2], list)).toBe('b');
  expect(completionOf('delete ', list[0], list)).toBe('delete a');
  expect(completionOf('delete a', list[1], list)).toBeUndefined();
  expect(completionOf('', undefined, [])).toBeUndefined();
});

test('any text has rows, and each completion keeps what was written before its last word', () => {
  fc.assert(
    fc.property(fc.string(), fc.stringMatching(/^\S{1,5}$/), (text, name) => {
      const all = verbRows(read(text), [{ name, kind: 'artifact' }]);
      for (const { completion = text } of all) expect(completion.startsWith(read(text).before)).toBe(true);
    }),
  );
});
