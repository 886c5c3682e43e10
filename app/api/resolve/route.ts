import { answerResolve } from '#lib/server/answers/manifest';
import { handler } from '#lib/server/handler';

export const GET = handler('resolve', answerResolve);
