import { handler } from '#lib/server/http/handler';
import { answerSearch } from '#lib/server/routes/questions';

export const GET = handler('search', answerSearch);
