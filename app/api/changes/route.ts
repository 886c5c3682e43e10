import { handler } from '#lib/server/http/handler';
import { answerChanges } from '#lib/server/routes/questions';

export const GET = handler('changes', answerChanges);
