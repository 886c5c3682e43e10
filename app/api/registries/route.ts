import { handler } from '#lib/server/handler';
import { answerRegistries } from '#lib/server/routes/registries';

export const GET = handler('registries', answerRegistries);
