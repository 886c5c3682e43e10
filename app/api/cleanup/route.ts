import { handler, withoutBody } from '#lib/server/http/handler';
import { answerCleanup } from '#lib/server/routes/cleanup';

export const GET = handler('cleanup', answerCleanup);
export const HEAD = handler('cleanup', withoutBody(answerCleanup));
