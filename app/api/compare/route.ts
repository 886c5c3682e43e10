import { handler } from '#lib/server/http/handler';
import { answerComparison } from '#lib/server/routes/compare';

export const GET = handler('compare', answerComparison);
