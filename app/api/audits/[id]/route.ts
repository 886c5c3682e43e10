import { handler } from '#lib/server/http/handler';
import { answerDeleteAudit, answerSavedAudit } from '#lib/server/routes/audits';

export const GET = handler('saved-audit', answerSavedAudit);
export const DELETE = handler('saved-audit', answerDeleteAudit);
