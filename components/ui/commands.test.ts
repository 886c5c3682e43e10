import { expect, test } from 'vitest';
import type { Command } from './commands.ts';
import { groupCommands } from './commands.ts';

const command = (group: string, title: string): Command => ({ group, title, run: () => undefined });
const commands = [
  command('This graph', 'Open all'),
  command('This graph', 'Refresh'),
  command('Registries', 'ghcr.io'),
];
const titles = (text: string) =>
  groupCommands(commands, text).map(({ value, items }) => [value, ...items.map(({ title }) => title)]);

test('every word must be in a command, its heading included, in any order', () => {
  expect(titles('all GRAPH')).toEqual([['This graph', 'Open all']]);
  expect(titles('graph ghcr')).toEqual([]);
});

test('an empty text finds everything, under its headings', () => {
  expect(titles('')).toEqual([
    ['This graph', 'Open all', 'Refresh'],
    ['Registries', 'ghcr.io'],
  ]);
});

test('a command is found by another word for it', () => {
  const compare = { ...command('Image', 'Compare with…'), aliases: 'diff' };
  expect(groupCommands([...commands, compare], 'diff')[0]?.items).toEqual([compare]);
});

test('a title stands once under a heading', () => {
  expect(groupCommands([...commands, command('Registries', 'ghcr.io')], 'ghcr')[0]?.items).toHaveLength(1);
});
