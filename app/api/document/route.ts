import { handler, withoutBody } from '#lib/server/http/handler';
import { answerDocument } from '#lib/server/routes/documents';

export const GET = handler('document', answerDocument);
export const HEAD = handler('document', withoutBody(answerDocument));
