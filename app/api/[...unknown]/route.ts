import { answerUnknown } from '#lib/server/answers/unknown';
import { handler } from '#lib/server/handler';

export const GET = handler('unknown', answerUnknown);
export const POST = handler('unknown', answerUnknown);
export const PUT = handler('unknown', answerUnknown);
export const PATCH = handler('unknown', answerUnknown);
export const DELETE = handler('unknown', answerUnknown);
