import { handler } from '#lib/server/http/handler';
import { answerHealth } from '#lib/server/routes/health';

export const GET = handler('health', answerHealth);
