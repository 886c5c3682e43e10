import { handler, withoutBody } from '#lib/server/http/handler';
import { answerPlanArchive } from '#lib/server/routes/plan-archive';

export const GET = handler('plan-archive', answerPlanArchive);
export const HEAD = handler('plan-archive', withoutBody(answerPlanArchive));
