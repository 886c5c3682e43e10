import { handler } from '#lib/server/http/handler';
import { answerCancelPlan, answerPlan } from '#lib/server/routes/plan';

export const GET = handler('plan', answerPlan);
export const DELETE = handler('plan', answerCancelPlan);
