import { answerRegistries } from '#lib/server/answers/registries';
import { handler } from '#lib/server/handler';

export const GET = handler('registries', answerRegistries);
