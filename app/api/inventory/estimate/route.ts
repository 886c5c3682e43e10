import { handler } from '#lib/server/http/handler';
import { answerScanEstimate } from '#lib/server/routes/inventory';

export const GET = handler('scan-estimate', answerScanEstimate);
