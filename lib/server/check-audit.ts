// Checks the audit log of the data folder: `npm run audit:check`, with the settings that Orrery itself is started with.
import { verifyAudit } from '#lib/server/plans/audit/verify-audit';
import { readSettings } from '#lib/server/platform/env';
import { StartError } from '#lib/server/platform/start-error';

try {
  const { dataDir } = readSettings();
  const verdict = await verifyAudit(dataDir);
  if (verdict.isWhole) process.stdout.write(`The audit log in ${dataDir} is whole: ${verdict.rows} rows.\n`);
  else {
    process.stderr.write(
      `The audit log in ${dataDir} was altered. Line ${verdict.line}: ${verdict.reason}\n`,
    );
    process.exitCode = 1;
  }
} catch (error) {
  const reason = error instanceof StartError ? error.message : String(error);
  process.stderr.write(`The audit log cannot be checked: ${reason}\n`);
  process.exitCode = 1;
}
