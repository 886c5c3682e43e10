import { expect, test } from 'vitest';
import { parseLocation } from '#lib/oci/pasted-location';
import { placeCommands } from './place-commands.ts';

const pathsOf = (text: string) => {
  const paths: string[] = [];
  for (const { run } of placeCommands(parseLocation(text), (path) => paths.push(path))) run();
  return paths;
};

test('an artifact and its repository lead to the same screens', () => {
  expect(pathsOf('a.io/team/web:1')).toEqual([
    '/a.io/team/web',
    '/a.io/team/web?view=audit',
    '/a.io/team/web?view=cleanup',
    '/a.io',
    '/a.io?view=audit',
  ]);
  expect(pathsOf('a.io/team/web')).toEqual(pathsOf('a.io/team/web:1'));
});

test('a registry leads to its own, and a page of none to nothing', () => {
  expect(pathsOf('a.io')).toEqual(['/a.io', '/a.io?view=audit']);
  expect(placeCommands(undefined, () => undefined)).toEqual([]);
});
