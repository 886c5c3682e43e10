import { handler } from '#lib/server/http/handler';
import { answerSessionCallback } from '#lib/server/routes/session';

export const GET = handler('session-callback', answerSessionCallback);
