import { expect, test } from 'vitest';
import type { InventoryDocument } from '#lib/api/contract/inventory-contract';
import { scanCommands } from './scan-commands.ts';

const idle = { waiting: 0, active: 0, done: 0, doneLastMinute: 0, failed: 0 };
const busy = { ...idle, waiting: 3, active: 1 };
const known = {
  ...{ repositories: 2, tags: 10, unresolvedTags: 0, subjects: 9, unseenSubjects: 0 },
  ...{ unknownSubjects: 0, unreadDocuments: 0, failures: 0 },
};
const pause = { until: '2027-01-01T00:00:00Z', reason: 'You paused it.' };

function offered(state: Pick<InventoryDocument, 'jobs'> & Partial<InventoryDocument>) {
  const asked: string[] = [];
  const commands = scanCommands({ host: 'a.io', failures: [], ...state }, (action) => asked.push(action));
  for (const { run } of commands) run();
  return { titles: commands.map(({ title }) => title), asked };
}

test('what nobody has scanned can be scanned', () => {
  expect(offered({ jobs: idle })).toEqual({ titles: ['Know this registry…'], asked: ['scan'] });
  expect(offered({ jobs: idle, repository: 'app' }).titles).toEqual(['Know this repository…']);
});

test('what was scanned can be scanned again, and a registry forgotten', () => {
  expect(offered({ jobs: idle, known })).toEqual({
    titles: ['Scan this registry again…', 'Forget this registry…'],
    asked: ['scan', 'forget'],
  });
  expect(offered({ jobs: idle, known, repository: 'app' }).titles).toEqual(['Scan this repository again…']);
});

test('a scan under way can be paused, and one that waits resumed', () => {
  expect(offered({ jobs: busy, known })).toEqual({
    titles: ['Pause the scans of this registry'],
    asked: ['pause'],
  });
  expect(offered({ jobs: busy, known: { ...known, pause } }).titles).toEqual([
    'Resume the scans of this registry',
  ]);
  expect(offered({ jobs: busy, known, repository: 'app' }).titles).toEqual([]);
});

test('nothing is offered before the state is known', () => {
  expect(scanCommands(undefined, () => undefined)).toEqual([]);
});
