import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '#components/ui/commands.ts';
import { groupCommands } from './rank-commands.ts';

const command = (group: string, title: string, aliases = ''): Command => ({
  ...{ group, title, aliases },
  run: () => undefined,
});
const commands = [
  command('This graph', 'Open all'),
  command('This graph', 'Refresh'),
  command('Registries', 'ghcr.io'),
];
const titlesOf = (all: readonly Command[], text: string) =>
  groupCommands(all, text).map(({ value, items }) => [value, ...items.map(({ title }) => title)]);

test('every word must be in a command, its heading included, in any order', () => {
  expect(titlesOf(commands, 'all GRAPH')).toEqual([['This graph', 'Open all']]);
  expect(titlesOf(commands, 'graph ghcr')).toEqual([]);
});

test('an empty text finds everything, under its headings', () => {
  expect(titlesOf(commands, ' ')).toEqual([
    ['This graph', 'Open all', 'Refresh'],
    ['Registries', 'ghcr.io'],
  ]);
});

test('a command is found by another word for it', () => {
  const compare = command('Image', 'Compare with…', 'diff');
  expect(groupCommands([...commands, compare], 'diff')[0]?.items).toEqual([compare]);
});

test('a command is found whatever it shall go to', () => {
  const copy = command('Image', 'Copy or move…', 'mirror');
  for (const text of ['copy to', 'copy to ghcr.io/acme/app', 'mirror  to another registry'])
    expect(titlesOf([...commands, copy], text), text).toEqual([['Image', 'Copy or move…']]);
});

test('a title stands once under a heading', () => {
  expect(groupCommands([...commands, command('Registries', 'ghcr.io')], 'ghcr')[0]?.items).toHaveLength(1);
});

test('the beginning of a title is nearer than its middle, and that than another word', () => {
  const all = [
    command('A', 'Undelete'),
    command('B', 'Remove it', 'delete'),
    command('C', 'Delete…'),
    command('D', 'Show deletions'),
  ];
  expect(titlesOf(all, 'dele').map(([group]) => group)).toEqual(['C', 'D', 'B', 'A']);
});

test.each(['delte', 'deleet', 'deletee', 'dekete', 'dleete'])('%s is forgiven', (text) => {
  expect(titlesOf([command('A', 'Delete…'), ...commands], text)).toEqual([['A', 'Delete…']]);
});

test.each(['opne', 'rxfrxsh', 'tag1'])('%s is not', (text) => {
  expect(titlesOf([command('A', 'Tag…'), ...commands], text)).toEqual([]);
});

test('whatever else is offered, an exact title comes first', () => {
  const title = fc.stringMatching(/^[a-z]{1,4}( [a-z]{1,4}){0,2}$/);
  fc.assert(
    fc.property(title, fc.array(fc.tuple(title, title, title)), (wanted, others) => {
      const all = others.map(([group, own, aliases]) => command(group, own, aliases));
      const [first] = groupCommands([...all, command('Exact', wanted)], wanted);
      expect(first?.items[0]?.title).toBe(wanted);
    }),
  );
});

test('any text has an answer', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (title, text) => {
      expect(() => groupCommands([command('A', title, text), ...commands], text)).not.toThrow();
    }),
  );
});

test('one of many is shown for a text that finds it, beside others of its title', () => {
  const node = (note: string): Command => ({ ...command('Nodes', 'Layer'), note, isOneOfMany: true });
  const all = [...commands, node('a1'), node('b2')];
  expect(titlesOf(all, '')).toEqual(titlesOf(commands, ''));
  expect(titlesOf(all, 'layer')).toEqual([['Nodes', 'Layer', 'Layer']]);
});

test('what a text names stands before what only begins with it', () => {
  const meant = { ...command('Go to', 'Open a.io/app:1'), isMeant: true as const };
  expect(titlesOf([command('Recent', 'a.io/app:1.2'), meant], 'a.io/app:1')).toEqual([
    ['Go to', 'Open a.io/app:1'],
    ['Recent', 'a.io/app:1.2'],
  ]);
});

test('what cannot be done here comes behind all that can, with its reason', () => {
  const all = [{ ...command('A', 'Delete…'), forbidden: 'It is read-only.' }, command('B', 'Undelete')];
  expect(groupCommands(all, 'delete').map(({ items }) => items[0]?.forbidden)).toEqual([
    undefined,
    'It is read-only.',
  ]);
});

test('where something shall go to is meant for what takes it, before all else that copies', () => {
  const copy = { ...command('Image', 'Copy or move…'), takesGoal: true as const };
  const all = [command('Page', 'Copy reference'), copy, command('Page', 'Copy digest')];
  expect(titlesOf(all, 'copy to ghcr.io/acme')[0]).toEqual(['Image', 'Copy or move…']);
  expect(titlesOf(all, 'copy')[0]).toEqual(['Page', 'Copy reference', 'Copy digest']);
});
