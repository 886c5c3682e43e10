import { answerGraph } from '#lib/server/answers/graph';
import { handler, withoutBody } from '#lib/server/handler';

export const GET = handler('graph', answerGraph);
export const HEAD = handler('graph', withoutBody(answerGraph));
