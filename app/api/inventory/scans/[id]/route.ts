import { handler, withoutBody } from '#lib/server/http/handler';
import { answerCancelScan, answerScan } from '#lib/server/routes/inventory';

export const GET = handler('scan', answerScan);
export const HEAD = handler('scan', withoutBody(answerScan));
export const DELETE = handler('scan', answerCancelScan);
