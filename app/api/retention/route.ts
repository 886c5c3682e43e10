import { handler } from '#lib/server/http/handler';
import { answerRetention } from '#lib/server/routes/retention';

export const GET = handler('retention', answerRetention);
