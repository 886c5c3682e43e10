import { expect, test } from 'vitest';
import type { PaletteVerb } from '#components/ui/commands.ts';
import { parseLocation } from '#lib/oci/pasted-location';
import type { Place } from './palette-places.ts';
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

const verb = (takes: PaletteVerb['takes']): PaletteVerb => ({
  ...{ words: ['do'], takes },
  offer: () => undefined,
});
const asked = (place: Place, word: string, takes?: PaletteVerb['takes']) =>
  questionsOf(place, { word, called: takes === undefined ? [] : [verb(takes)] });
const nothing = { tags: '', names: '' };

test('the last word asks for tags of this repository, and for repositories of this registry', () => {
  expect(asked(web, '1.')).toEqual({ tags: 'a.io/team/web:1.', names: 'a.io/1.' });
  expect(asked(web, 'te/we')).toEqual({ tags: '', names: 'a.io/te/we' });
  expect(asked({ registry: 'a.io' }, 'te')).toEqual({ tags: '', names: 'a.io/te' });
  expect(asked({}, 'te')).toEqual(nothing);
  expect(asked(web, '')).toEqual(nothing);
});

test('behind a verb nothing asks for all that it can take', () => {
  expect(asked(web, '', 'artifact')).toEqual({ tags: 'a.io/team/web:', names: '' });
  expect(asked(web, '', 'repository')).toEqual({ tags: '', names: 'a.io/' });
  expect(asked({ registry: 'a.io' }, '', 'artifact')).toEqual({ tags: '', names: 'a.io/' });
  expect(asked({}, '', 'artifact')).toEqual(nothing);
});

test('a whole name asks its own registry, from every place', () => {
  for (const place of [web, {}]) {
    expect(asked(place, 'ghcr.io/org/')).toEqual({ tags: '', names: 'ghcr.io/org/' });
    expect(asked(place, 'localhost:5000/app:1')).toEqual({ tags: '', names: 'localhost:5000/app:1' });
  }
});

test('a colon behind a verb asks for tags of a repository; a host or a digest asks for nothing', () => {
  const registry = { registry: 'a.io' };
  expect(asked(registry, 'web:1', 'artifact')).toEqual({ tags: '', names: 'a.io/web:1' });
  expect(asked(registry, 'team/web:1')).toEqual({ tags: '', names: 'a.io/team/web:1' });
  expect(asked(registry, 'localhost:5', 'artifact')).toEqual(nothing);
  expect(asked(registry, 'web:1')).toEqual(nothing);
  expect(asked(web, 'sha256:12', 'artifact')).toEqual(nothing);
});
