import { handler } from '#lib/server/http/handler';
import { answerMakePlan, answerRecentPlans } from '#lib/server/routes/plans';

export const GET = handler('plans', answerRecentPlans);
export const POST = handler('plans', answerMakePlan);
