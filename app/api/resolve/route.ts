import { handler } from '#lib/server/http/handler';
import { answerResolve } from '#lib/server/routes/manifest';

export const GET = handler('resolve', answerResolve);
