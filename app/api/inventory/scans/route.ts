import { handler } from '#lib/server/http/handler';
import { answerStartScan } from '#lib/server/routes/inventory';

export const POST = handler('scans', answerStartScan);
