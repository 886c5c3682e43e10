import { answerArchive } from '#lib/server/archives/answer-archive';
import { handler, withoutBody } from '#lib/server/handler';

export const GET = handler('archive', answerArchive);
export const HEAD = handler('archive', withoutBody(answerArchive));
