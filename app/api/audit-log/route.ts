import { handler, withoutBody } from '#lib/server/http/handler';
import { answerAuditLog } from '#lib/server/routes/audit-log';

export const GET = handler('audit-log', answerAuditLog);
export const HEAD = handler('audit-log', withoutBody(answerAuditLog));
