import { handler, withoutBody } from '#lib/server/http/handler';
import { answerVerify, answerVerifyWith } from '#lib/server/routes/verify';

export const GET = handler('verify', answerVerify);
export const HEAD = handler('verify', withoutBody(answerVerify));
export const POST = handler('verify', answerVerifyWith);
