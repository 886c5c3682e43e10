import { handler, withoutBody } from '#lib/server/http/handler';
import { answerGraph } from '#lib/server/routes/graph';

export const GET = handler('graph', answerGraph);
export const HEAD = handler('graph', withoutBody(answerGraph));
