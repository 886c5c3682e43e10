// Runs a plan of a hundred steps over the data folder that it is given, each a file that is removed, until somebody ends
// it or it is done; says on standard output what the run tells.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fakeCaller, fakeParts } from '#e2e/fakes/fake-changes';
import { openAuditLog } from '#lib/server/plans/audit/audit-log';
import { createChanges } from '#lib/server/plans/changes';
import { openJournal } from '#lib/server/plans/journal/open-journal';

const folder = process.argv[2] ?? '';
const caller = fakeCaller();
const journal = openJournal(join(folder, 'journal.db'), () => 0);
const { parts } = fakeParts({
  journal,
  steps: 100,
  work: ({ id }) => rm(join(folder, 'content', id), { force: true }),
});
const changes = createChanges({ ...parts, audit: openAuditLog(folder) });
const unfinished = (await changes.recent(caller))[0]?.id;
const id = unfinished ?? (await changes.plan(caller, request(), new AbortController().signal)).id;
for await (const batch of await changes.run(caller, id, undefined)) {
  for (const event of batch) process.stdout.write(`${JSON.stringify(event)}\n`);
}

function request() {
  return { action: 'delete', ref: 'localhost:5000/acme/app:1.0', scope: 'tag' } as const;
}
