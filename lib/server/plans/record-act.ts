import type { AuditLogEvent } from '#lib/server/plans/audit/audit-row';
import { plansState } from '#lib/server/plans/process-state';
import type { Caller } from '#lib/server/plans/run/changes-parts';
import { withRecordProblems } from '#lib/server/plans/run/record-problem';
import { personIdOf, personNameOf } from '#lib/server/sessions/session';

/** What somebody does to this Orrery itself, and to what or whom. */
type Act = {
  /** `session`: what the act is about. */
  readonly action: string;
  /** `end`: what is done with it. */
  readonly verb: string;
  readonly target: string;
  /** The registry that it is about; empty where it is about none. */
  readonly registry?: string;
};

/**
 * Does something to this Orrery itself, recorded in the audit log before it is done and after.
 *
 * @throws ProblemError `audit-unwritable`, `disk-full`, `store-unavailable`: then it is not done
 * @throws every error of the work
 */
export async function recordAct<T>(caller: Caller, act: Act, work: () => Promise<T>): Promise<T> {
  const record = recorderOf(caller, act);
  await record('started');
  try {
    const result = await work();
    await record('done');
    return result;
  } catch (error) {
    await record('failed');
    throw error;
  }
}

function recorderOf({ session, requestId }: Caller, { registry = '', ...act }: Act) {
  const { persistence } = plansState;
  const owner = personIdOf(session);
  const actor = personNameOf(session) ?? 'anonymous';
  const place = { registry, repository: '', digests: [], plan: '' };
  return async (result: string): Promise<void> => {
    if (persistence === undefined) return;
    const { journal, auditLog } = persistence;
    const { audit } = withRecordProblems({ journal, audit: auditLog });
    const event: AuditLogEvent = { requestId, owner, actor, ...place, ...act, result };
    await audit.append([event]);
  };
}
