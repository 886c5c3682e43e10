import { getLog } from '#lib/server/platform/log';
import type { AuditLog } from './audit-log.ts';
import type { AuditBreak } from './verify-audit.ts';

/** The check of the audit log when Orrery starts. */
export type AuditCheck = {
  /** Reads the whole log; never rejects. */
  readonly run: () => Promise<void>;
  /** What is wrong with the log; undefined while nothing is known to be. */
  readonly broken: () => AuditBreak | undefined;
};

/** A check that has not run yet. */
export function createAuditCheck({ verify }: Pick<AuditLog, 'verify'>): AuditCheck {
  let broken: AuditBreak | undefined;
  return {
    broken: () => broken,
    run: async () => {
      try {
        const verdict = await verify();
        if (verdict.isWhole) return;
        broken = { line: verdict.line, reason: verdict.reason };
        getLog().error(broken, 'the audit log was altered');
      } catch (err) {
        broken = { line: 0, reason: 'The audit log cannot be read.' };
        getLog().error({ err }, 'the audit log could not be checked');
      }
    },
  };
}
