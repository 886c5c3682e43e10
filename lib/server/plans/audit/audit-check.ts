import { createSingleFlight } from '#lib/async/single-flight';
import { getLog } from '#lib/server/platform/log';
import type { AuditLog } from './audit-log.ts';
import type { AuditBreak, AuditVerdict } from './verify-audit.ts';

/** What became of a log, and when it was read, in milliseconds since 1970. */
export type CheckedAudit = AuditVerdict & { readonly checkedAt: number };

/** The checks of the audit log, when Orrery starts and when somebody asks. */
export type AuditCheck = {
  /** Reads the log, or what is new of it since it was found whole; never rejects. */
  readonly run: () => Promise<void>;
  /** Reads the whole log for who waits for the verdict; rejects when the log cannot be read. Who asks meanwhile gets the same one. */
  readonly verify: () => Promise<CheckedAudit>;
  /** What the last check found; undefined before the first has ended. */
  readonly last: () => CheckedAudit | undefined;
  /** What is wrong with the log; undefined while nothing is known to be. */
  readonly broken: () => AuditBreak | undefined;
};

/** A check that has not run yet. */
export function createAuditCheck(
  log: Pick<AuditLog, 'verify' | 'verifyNew'>,
  now: () => number = Date.now,
): AuditCheck {
  const share = createSingleFlight<CheckedAudit>();
  let last: CheckedAudit | undefined;
  const check = async (read: () => Promise<AuditVerdict>): Promise<CheckedAudit> => {
    const verdict = await read();
    if (!verdict.isWhole) getLog().error(verdict, 'the audit log was altered');
    last = { ...verdict, checkedAt: now() };
    return last;
  };
  const verify = () => share('verify', () => check(log.verify));
  return {
    verify,
    last: () => last,
    broken: () => (last === undefined || last.isWhole ? undefined : { line: last.line, reason: last.reason }),
    run: async () => {
      try {
        await check(log.verifyNew ?? log.verify);
      } catch (err) {
        last = { isWhole: false, line: 0, reason: 'The audit log cannot be read.', checkedAt: now() };
        getLog().error({ err }, 'the audit log could not be checked');
      }
    },
  };
}
