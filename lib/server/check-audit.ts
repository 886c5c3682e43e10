// Checks the audit log, in the data folder or in the database: `npm run audit:check`, with the settings that Orrery itself
// is started with.
import { verifyAudit } from '#lib/server/plans/audit/verify-audit';
import { readSettings } from '#lib/server/platform/env';
import { StartError } from '#lib/server/platform/start-error';
import { verifySharedAudit } from '#lib/server/postgres/open-shared-persistence';

try {
  const { dataDir, databaseUrl } = readSettings();
  const place = databaseUrl === undefined ? dataDir : 'the database';
  const verdict =
    databaseUrl === undefined ? await verifyAudit(dataDir) : await verifySharedAudit(databaseUrl);
  if (verdict.isWhole) process.stdout.write(`The audit log in ${place} is whole: ${verdict.rows} rows.\n`);
  else {
    process.stderr.write(`The audit log in ${place} was altered. Line ${verdict.line}: ${verdict.reason}\n`);
    process.exitCode = 1;
  }
} catch (error) {
  const reason = error instanceof StartError ? error.message : String(error);
  process.stderr.write(`The audit log cannot be checked: ${reason}\n`);
  process.exitCode = 1;
}
