import { answerCancelPlan, answerPlan } from '#lib/server/changes/answers/plan';
import { handler } from '#lib/server/handler';

export const GET = handler('plan', answerPlan);
export const DELETE = handler('plan', answerCancelPlan);
