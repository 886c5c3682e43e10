import { handler } from '#lib/server/http/handler';
import { answerSaveAudit, answerSavedAudits } from '#lib/server/routes/audits';

export const GET = handler('audits', answerSavedAudits);
export const POST = handler('audits', answerSaveAudit);
