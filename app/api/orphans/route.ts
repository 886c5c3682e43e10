import { handler } from '#lib/server/http/handler';
import { answerOrphans } from '#lib/server/routes/questions';

export const GET = handler('orphans', answerOrphans);
