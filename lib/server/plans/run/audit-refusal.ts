import type { ProblemError } from '#lib/api/problems/problem-error';
import { getLog } from '#lib/server/platform/log';
import type { Plan } from '#lib/transfer/plan';
import { refusalEvent, runEvent } from './audit-events.ts';
import type { ChangesParts } from './changes-parts.ts';

type Refused = { readonly requestId: string } & (
  | { readonly action: string }
  | { readonly plan: Plan; readonly users: ReadonlyMap<string, string> }
);

/** Writes down that something was refused, and gives the refusal back: it stands also when the log cannot be written. */
export async function auditRefusal(
  { audit }: Pick<ChangesParts, 'audit'>,
  refusal: ProblemError,
  refused: Refused,
): Promise<ProblemError> {
  const { code } = refusal.problem;
  try {
    if ('plan' in refused) await audit.append([runEvent(refused.plan, { state: 'refused', code }, refused)]);
    else await audit.append([refusalEvent(refused.action, code, refused.requestId)]);
  } catch (err) {
    getLog().error({ err }, 'a refusal could not be written down');
  }
  return refusal;
}
