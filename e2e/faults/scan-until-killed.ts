// Does the jobs of an inventory over a database, until somebody ends it: the registry is the one that it is given.
import { testServices } from '#e2e/fakes/call-route';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { openInventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import { openQueue } from '#lib/inventory/queue/open-queue';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { runInventory } from '#lib/server/inventory/run-inventory';
import { createScanPace } from '#lib/server/inventory/scan-pace';
import { createScanSessions } from '#lib/server/inventory/scan-session';
import { openTables } from '#lib/server/postgres/open-tables';

const [tablesUrl = '', queueUrl = '', schema = '', policies = ''] = process.argv.slice(2);
const rate = 1_000;
testServices({});
testVerification(policies);
const tables = openTables(tablesUrl);
const onFault = (error: unknown) => process.stderr.write(`${error}\n`);
const pace = createScanPace(rate);
await runInventory({
  store: openInventoryStore(tables),
  questions: openInventoryQuestions(tables),
  queue: await openQueue({ place: { kind: 'postgres', url: queueUrl, schema }, onFault }),
  ...{ pace, rate, sessionFor: createScanSessions(pace), isWorker: true, isKeptFresh: false },
});
process.stdout.write('working\n');
