// Appends to the audit log of the folder that it is given until somebody ends it; says on standard output what was kept.
import { writeSync } from 'node:fs';
import { openAuditLog } from '#lib/server/plans/audit/audit-log';

const log = openAuditLog(process.argv[2] ?? '');
const event = {
  requestId: 'r',
  actor: 'anonymous',
  registry: 'localhost:5000',
  repository: 'acme/app',
  action: 'delete',
  verb: 'untag',
  target: 'killed',
  digests: [],
  plan: 'p',
  result: 'done',
};
while (true) {
  await log.append([event]);
  writeSync(1, 'row\n');
}
