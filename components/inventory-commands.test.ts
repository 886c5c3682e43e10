import { expect, test } from 'vitest';
import { parseLocation } from '#lib/oci/pasted-location';
import { inventoryCommands } from './inventory-commands.ts';

const pathsOf = (text: string) => {
  const paths: string[] = [];
  for (const { run } of inventoryCommands(parseLocation(text), (path) => paths.push(path))) run();
  return paths;
};

test('a page leads to what the inventory tells of its registry, and a page of none to nothing', () => {
  expect(pathsOf('localhost:5000/team/web:1')).toEqual([
    '/inventory?view=trends&host=localhost:5000',
    '/inventory?view=leftovers&host=localhost:5000',
    '/inventory?view=retention&host=localhost:5000',
  ]);
  expect(pathsOf('localhost:5000')).toEqual(pathsOf('localhost:5000/team/web:1'));
  expect(inventoryCommands(undefined, () => undefined)).toEqual([]);
});
