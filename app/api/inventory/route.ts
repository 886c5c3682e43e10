import { handler } from '#lib/server/http/handler';
import { answerInventory, answerInventoryAction } from '#lib/server/routes/inventory';

export const GET = handler('inventory', answerInventory);
export const POST = handler('inventory', answerInventoryAction);
