import { offerDirectly } from '#lib/server/http/direct-routes';
import { handler, withoutBody } from '#lib/server/http/handler';
import { answerBlob } from '#lib/server/routes/blob';

export const GET = offerDirectly('/api/blob', handler('blob', answerBlob));
export const HEAD = handler('blob', withoutBody(answerBlob));
