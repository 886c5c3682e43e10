import { offerDirectly } from '#lib/server/http/direct-routes';
import { handler, withoutBody } from '#lib/server/http/handler';
import { answerArchive, answerArchiveInPlace } from '#lib/server/routes/archive';

export const GET = handler('archive', answerArchive);
export const HEAD = handler('archive', withoutBody(answerArchive));
offerDirectly('/api/archive', handler('archive', answerArchiveInPlace));
