import { handler, withoutBody } from '#lib/server/http/handler';
import { answerArchive } from '#lib/server/routes/plan-archive';

export const GET = handler('plan-archive', answerArchive);
export const HEAD = handler('plan-archive', withoutBody(answerArchive));
