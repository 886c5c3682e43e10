import { expect, test } from 'vitest';
import { groupCommands } from '#components/shell/keyboard/rank-commands.ts';
import { parseLocation } from '#lib/oci/pasted-location';
import { placeCommands } from './place-commands.ts';

const pathsOf = (text: string) => {
  const paths: string[] = [];
  for (const { run } of placeCommands(parseLocation(text), (path) => paths.push(path))) run();
  return paths;
};

const coverageOf = (path: string) => [`${path}?view=audit`, `${path}?view=audit&lacks=signature`];

test('an artifact and its repository lead to the same screens', () => {
  expect(pathsOf('a.io/team/web:1')).toEqual([
    '/a.io/team/web',
    ...coverageOf('/a.io/team/web'),
    '/a.io/team/web?view=cleanup',
    '/a.io',
    ...coverageOf('/a.io'),
  ]);
  expect(pathsOf('a.io/team/web')).toEqual(pathsOf('a.io/team/web:1'));
});

test('a registry leads to its own, and a page of none to nothing', () => {
  expect(pathsOf('a.io')).toEqual(['/a.io', ...coverageOf('/a.io')]);
  expect(placeCommands(undefined, () => undefined)).toEqual([]);
});

test.each(['unsigned', 'not signed', 'which tags have no signature', 'which images lack a signature'])(
  '"%s" finds first what is not signed',
  (text) => {
    const commands = placeCommands(parseLocation('a.io/team/web'), () => undefined);
    expect(groupCommands(commands, text)[0]?.items[0]).toMatchObject({
      ...{ group: 'This repository', title: 'Not signed' },
    });
  },
);

test('a word for evidence alone is no question for what lacks it', () => {
  const commands = placeCommands(parseLocation('a.io/team/web'), () => undefined);
  expect(groupCommands(commands, 'sbom').flatMap(({ items }) => items.map(({ title }) => title))).toEqual([
    ...['Coverage of this repository', 'Coverage of this registry'],
  ]);
});
