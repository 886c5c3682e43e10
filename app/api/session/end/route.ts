import { handler } from '#lib/server/http/handler';
import { answerSessionEnd } from '#lib/server/routes/session';

export const POST = handler('session-end', answerSessionEnd);
