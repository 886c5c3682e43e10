import { handler } from '#lib/server/http/handler';
import { answerSession } from '#lib/server/routes/session';

export const GET = handler('session', answerSession);
