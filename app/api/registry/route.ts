import { handler } from '#lib/server/handler';
import { answerRegistry } from '#lib/server/routes/registries';

export const GET = handler('registry', answerRegistry);
