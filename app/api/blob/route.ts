import { offerDirectly } from '#lib/server/http/direct-routes';
import { handler, withoutBody } from '#lib/server/http/handler';
import { answerBlob, answerBlobInPlace } from '#lib/server/routes/blob';

offerDirectly('/api/blob', handler('blob', answerBlobInPlace));
export const GET = handler('blob', answerBlob);
export const HEAD = handler('blob', withoutBody(answerBlob));
