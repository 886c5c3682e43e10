import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inventorySchema } from './inventory-schema.ts';

test('the command that leaves the inventory out of a dump names each of its tables', () => {
  const made = inventorySchema
    .flat()
    .flatMap((statement) => /^CREATE (?:UNLOGGED )?TABLE (\w+)/.exec(statement)?.[1] ?? []);
  const guide = readFileSync(new URL('../../../deploy/README.md', import.meta.url), 'utf8');
  const named = /--exclude-table-data='\(([\w|]+)\)'/.exec(guide)?.[1]?.split('|');
  expect(named).toEqual(made.toSorted());
});
