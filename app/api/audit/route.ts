import { handler, withoutBody } from '#lib/server/http/handler';
import { answerAudit } from '#lib/server/routes/audit';

export const GET = handler('audit', answerAudit);
export const HEAD = handler('audit', withoutBody(answerAudit));
