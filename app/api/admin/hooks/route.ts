import { handler } from '#lib/server/http/handler';
import { answerHooks, answerRemoveHook, answerSetHook } from '#lib/server/routes/hooks';

export const GET = handler('hooks', answerHooks);
export const PUT = handler('set-hook', answerSetHook);
export const DELETE = handler('remove-hook', answerRemoveHook);
