import { answerTags } from '#lib/server/answers/names';
import { handler } from '#lib/server/handler';

export const GET = handler('tags', answerTags);
