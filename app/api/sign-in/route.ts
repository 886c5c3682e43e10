import { answerSignIn } from '#lib/server/answers/sign-in';
import { handler } from '#lib/server/handler';

export const POST = handler('sign-in', answerSignIn);
