import { handler } from '#lib/server/http/handler';
import { answerRequirements } from '#lib/server/routes/requirements';

export const GET = handler('requirements', answerRequirements);
