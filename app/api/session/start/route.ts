import { handler } from '#lib/server/http/handler';
import { answerSessionStart } from '#lib/server/routes/session';

export const GET = handler('session-start', answerSessionStart);
