import { handler } from '#lib/server/http/handler';
import { answerEndSession } from '#lib/server/routes/sessions';

export const DELETE = handler('end-session', answerEndSession);
