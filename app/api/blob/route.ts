import { answerBlob } from '#lib/server/answers/blob';
import { handler, withoutBody } from '#lib/server/handler';

export const GET = handler('blob', answerBlob);
export const HEAD = handler('blob', withoutBody(answerBlob));
