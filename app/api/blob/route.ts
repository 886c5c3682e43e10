import { handler, withoutBody } from '#lib/server/http/handler';
import { answerBlob } from '#lib/server/routes/blob';

export const GET = handler('blob', answerBlob);
export const HEAD = handler('blob', withoutBody(answerBlob));
