import { handler } from '#lib/server/http/handler';
import { answerRepositories } from '#lib/server/routes/repositories';

export const GET = handler('repositories', answerRepositories);
