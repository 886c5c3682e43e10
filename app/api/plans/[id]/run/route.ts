import { answerRunPlan } from '#lib/server/changes/answers/run';
import { handler } from '#lib/server/handler';

export const POST = handler('run', answerRunPlan);
