import { expect, test } from 'vitest';
import { parseLocation } from '#lib/oci/pasted-location';
import { pagePlace, questionsOf, typedPlaces } from './palette-places.ts';

const web = pagePlace(parseLocation('a.io/team/web:2'));
const pathsOf = (text: string, place = web) => {
  const paths: string[] = [];
  for (const { run } of typedPlaces(place, text, (path) => paths.push(path))) run();
  return paths;
};

test('a version alone is a tag of this repository before it is a reference', () => {
  expect(pathsOf('1.10.0')[0]).toBe('/a.io/team/web:1.10.0');
  expect(pathsOf('v2')).toEqual(['/a.io/team/web:v2']);
});

test('a whole reference is what it says', () => {
  expect(pathsOf('ghcr.io/org/app:1.2')).toEqual(['/ghcr.io/org/app:1.2']);
});

test('a word alone is no place', () => {
  expect(pathsOf('delete')).toEqual([]);
  expect(pathsOf('delete 1.2')).toEqual([]);
  expect(pathsOf('v2', {})).toEqual([]);
});

test('the last word asks for tags of this repository, and for repositories of this registry', () => {
  expect(questionsOf(web, 'delete 1.')).toEqual({ tags: 'a.io/team/web:1.', repositories: 'a.io/1.' });
  expect(questionsOf(web, 'te/we')).toEqual({ tags: '', repositories: 'a.io/te/we' });
  expect(questionsOf({ registry: 'a.io' }, 'te')).toEqual({ tags: '', repositories: 'a.io/te' });
  expect(questionsOf({}, 'te')).toEqual({ tags: '', repositories: '' });
  expect(questionsOf(web, 'te ')).toEqual({ tags: '', repositories: '' });
});
