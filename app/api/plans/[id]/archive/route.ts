import { answerArchive } from '#lib/server/changes/answers/archive';
import { handler, withoutBody } from '#lib/server/handler';

export const GET = handler('plan-archive', answerArchive);
export const HEAD = handler('plan-archive', withoutBody(answerArchive));
