import { handler } from '#lib/server/http/handler';
import { answerRegistry } from '#lib/server/routes/registries';

export const GET = handler('registry', answerRegistry);
