import { handler } from '#lib/server/http/handler';
import { answerRegistries } from '#lib/server/routes/registries';

export const GET = handler('registries', answerRegistries);
