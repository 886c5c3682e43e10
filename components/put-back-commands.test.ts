import { expect, test } from 'vitest';
import type { PlanList } from '#lib/api/contract/plan-contract';
import { putBackCommands } from './put-back-commands.ts';

const created = '2026-11-25T00:00:00Z';
const plan = (title: string, more: Partial<PlanList['plans'][number]> = {}): PlanList['plans'][number] => ({
  ...{ id: title, action: 'delete', title, state: 'done', created },
  ...more,
});
const all = plan('Delete a.io/team/web:1 and everything attached to it');
const listed = plan('Delete 2 artifacts of a.io/team/web');
const other = plan('Delete a.io/team/website:1 alone');
const plans = [
  ...[all, listed, other],
  plan('Remove the tag a.io/team/web:2'),
  plan('Delete a.io/team/web:3 alone', { state: 'planned' }),
  plan('Copy a.io/team/web:1 to b.io/team/web', { action: 'copy' }),
];

/** The titles at a place, and where each leads. */
function told(place: Parameters<typeof putBackCommands>[1]['place'], isReadOnly = false) {
  const reason = isReadOnly ? 'This Orrery is read-only.' : undefined;
  const paths: string[] = [];
  const circumstances = {
    ...{ place, reason, now: Date.parse(created) },
    go: (path: string) => paths.push(path),
  };
  const commands = putBackCommands(plans, circumstances);
  for (const { run } of commands) run();
  return { titles: commands.map(({ title }) => title), paths, forbidden: commands[0]?.forbidden };
}

test('what was deleted from a repository leads to its record, and nothing of another one does', () => {
  const { titles, paths } = told({ registry: 'a.io', repository: 'team/web' });
  expect(titles).toEqual([
    'Put back a.io/team/web:1 and everything attached to it…',
    'Put back 2 artifacts of a.io/team/web…',
  ]);
  expect(paths).toEqual([all, listed].map(({ id }) => `/?plan=${encodeURIComponent(id)}`));
});

test('a registry offers what was deleted from its repositories, a page of none all', () => {
  expect(told({ registry: 'a.io' }).titles).toHaveLength(3);
  expect(told({ registry: 'b.io' }).titles).toEqual([]);
  expect(told({}).titles).toHaveLength(3);
});

test('a read-only server says that nothing can be put back', () => {
  expect(told({}, true).forbidden).toBe('This Orrery is read-only.');
});
