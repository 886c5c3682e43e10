import { handler } from '#lib/server/http/handler';
import { answerCoverage } from '#lib/server/routes/questions';

export const GET = handler('coverage', answerCoverage);
