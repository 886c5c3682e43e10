import { handler } from '#lib/server/http/handler';
import { answerTrends } from '#lib/server/routes/questions';

export const GET = handler('trends', answerTrends);
