import { handler } from '#lib/server/http/handler';
import { answerForget, answerInventory, answerInventoryAction } from '#lib/server/routes/inventory';

export const GET = handler('inventory', answerInventory);
export const POST = handler('inventory', answerInventoryAction);
export const DELETE = handler('inventory', answerForget);
