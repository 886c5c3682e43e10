import { handler } from '#lib/server/http/handler';
import {
  answerDeleteQuestion,
  answerPutQuestion,
  answerSavedQuestions,
} from '#lib/server/routes/saved-questions';

export const GET = handler('questions', answerSavedQuestions);
export const PUT = handler('put-question', answerPutQuestion);
export const DELETE = handler('delete-question', answerDeleteQuestion);
