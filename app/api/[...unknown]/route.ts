import { handler } from '#lib/server/http/handler';
import { answerUnknown } from '#lib/server/routes/unknown';

export const GET = handler('unknown', answerUnknown);
export const POST = handler('unknown', answerUnknown);
export const PUT = handler('unknown', answerUnknown);
export const PATCH = handler('unknown', answerUnknown);
export const DELETE = handler('unknown', answerUnknown);
