import { handler } from '#lib/server/http/handler';
import { answerTags } from '#lib/server/routes/repositories';

export const GET = handler('tags', answerTags);
