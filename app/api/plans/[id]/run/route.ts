import { handler } from '#lib/server/http/handler';
import { answerRunPlan } from '#lib/server/routes/plan-run';

export const POST = handler('run', answerRunPlan);
