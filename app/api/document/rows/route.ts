import { handler, withoutBody } from '#lib/server/http/handler';
import { answerDocumentRows } from '#lib/server/routes/documents';

export const GET = handler('document-rows', answerDocumentRows);
export const HEAD = handler('document-rows', withoutBody(answerDocumentRows));
