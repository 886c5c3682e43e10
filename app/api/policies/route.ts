import { handler } from '#lib/server/http/handler';
import { answerPolicies } from '#lib/server/routes/verify';

export const GET = handler('policies', answerPolicies);
