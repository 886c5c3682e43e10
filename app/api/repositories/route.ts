import { answerRepositories } from '#lib/server/answers/names';
import { handler } from '#lib/server/handler';

export const GET = handler('repositories', answerRepositories);
