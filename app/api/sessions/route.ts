import { handler } from '#lib/server/http/handler';
import { answerSessions } from '#lib/server/routes/sessions';

export const GET = handler('sessions', answerSessions);
