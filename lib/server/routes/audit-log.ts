import { maySomewhere } from '#lib/roles/rights';
import type { AuditCheck, CheckedAudit } from '#lib/server/plans/audit/audit-check';
import type { AuditLog } from '#lib/server/plans/audit/audit-log';
import { plansState } from '#lib/server/plans/process-state';
import type { Session } from '#lib/server/sessions/session';
import { exportAuditLog } from './export-audit-log.ts';
import { auditLogLimits } from './limits.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/**
 * A page of the audit log, the newest rows first, or with `format` all of them as a file. Who is no admin gets what they
 * have asked for themselves.
 *
 * @throws ProblemError `request-invalid` for more rows than one file may have, `store-unavailable`
 */
export async function answerAuditLog({ url, session }: RouteCall): Promise<Response> {
  const { n = auditLogLimits.pageRows, last, format, ...asked } = readQuery('GET /api/audit-log', url);
  const covers = readsAll(session) ? 'all' : 'own';
  const filter = covers === 'all' ? asked : { ...asked, owner: session.owner };
  const { auditLog } = auditParts();
  if (format !== undefined) return await exportAuditLog(auditLog, filter, format);
  const found = await auditLog.find(filter, { max: n + 1, before: last });
  const rows = found.slice(0, n);
  const end = rows.at(-1);
  return respondJson('GET /api/audit-log', {
    covers,
    rows,
    ...(last === undefined ? { total: await totalOf(auditLog, filter) } : {}),
    ...(found.length > n && end !== undefined ? { next: String(end.row) } : {}),
  });
}

/** Reads the chain of the audit log from its first row, and says whether anything of it was altered. */
export async function answerVerifyAuditLog({ url }: RouteCall): Promise<Response> {
  readQuery('GET /api/audit-log/verify', url);
  return respondJson('GET /api/audit-log/verify', toVerdict(await auditParts().auditCheck.verify()));
}

/** A check as the interface tells it. */
export function toVerdict(checked: CheckedAudit) {
  const checkedAt = new Date(checked.checkedAt).toISOString();
  return checked.isWhole
    ? { isWhole: true as const, rows: checked.rows, checkedAt }
    : { isWhole: false as const, line: checked.line, reason: checked.reason, checkedAt };
}

function readsAll({ user }: Session): boolean {
  return user === undefined || maySomewhere(user.rights, 'admin');
}

async function totalOf(log: AuditLog, filter: Parameters<AuditLog['count']>[0]) {
  const { countedMax } = auditLogLimits;
  const count = await log.count(filter, countedMax + 1);
  return { count: Math.min(count, countedMax), isMore: count > countedMax };
}

function auditParts(): { readonly auditLog: AuditLog; readonly auditCheck: AuditCheck } {
  const { persistence } = plansState;
  if (persistence === undefined) throw new Error('The server was started without its audit log.');
  return persistence;
}
