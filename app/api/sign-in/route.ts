import { handler } from '#lib/server/http/handler';
import { answerSignIn } from '#lib/server/routes/sign-in';

export const POST = handler('sign-in', answerSignIn);
