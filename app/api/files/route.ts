import { handler, withoutBody } from '#lib/server/http/handler';
import { answerFiles } from '#lib/server/routes/files';

export const GET = handler('files', answerFiles);
export const HEAD = handler('files', withoutBody(answerFiles));
