import { handler } from '#lib/server/http/handler';
import { answerHook } from '#lib/server/routes/hooks';

export const POST = handler('hook', answerHook);
