import { handler } from '#lib/server/http/handler';
import { answerQuestion } from '#lib/server/routes/answer-question';

export const GET = handler('question', answerQuestion);
