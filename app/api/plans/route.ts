import { answerMakePlan, answerRecentPlans } from '#lib/server/changes/answers/plans';
import { handler } from '#lib/server/handler';

export const GET = handler('plans', answerRecentPlans);
export const POST = handler('plans', answerMakePlan);
