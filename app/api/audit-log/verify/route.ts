import { handler } from '#lib/server/http/handler';
import { answerVerifyAuditLog } from '#lib/server/routes/audit-log';

export const GET = handler('verify-audit-log', answerVerifyAuditLog);
