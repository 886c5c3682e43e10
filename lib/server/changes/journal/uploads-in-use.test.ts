import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakePlan } from '#e2e/fakes/fake-plan';
import { openJournal } from '#lib/server/changes/journal/open-journal';
import { uploadsInUse } from '#lib/server/changes/journal/uploads-in-use';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-uploads-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const importing = (id: string, upload: string) =>
  fakePlan(id, 1, {
    expires: '2999-01-01T00:00:00Z',
    action: 'import',
    request: { action: 'import', upload, to: 'localhost:5000/acme/app' },
  });

test('an upload is needed until its plan is done', () => {
  const path = join(folder, 'journal.db');
  expect(uploadsInUse(path)).toEqual(new Set());
  const journal = openJournal(path);
  journal.add('', importing('a', 'one'));
  journal.add('', importing('b', 'two'));
  journal.add('', importing('c', 'three'));
  journal.write('b', [], { state: 'failed' });
  journal.write('c', [], { state: 'done' });
  expect(uploadsInUse(path)).toEqual(new Set(['one', 'two']));
  journal.close();
});
