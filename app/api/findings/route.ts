import { handler } from '#lib/server/http/handler';
import { answerFindings } from '#lib/server/routes/findings';

export const GET = handler('findings', answerFindings);
