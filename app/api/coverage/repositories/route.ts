import { handler } from '#lib/server/http/handler';
import { answerRepositoriesCoverage } from '#lib/server/routes/questions';

export const GET = handler('coverage', answerRepositoriesCoverage);
