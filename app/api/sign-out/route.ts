import { handler } from '#lib/server/http/handler';
import { answerSignOut } from '#lib/server/routes/sign-in';

export const POST = handler('sign-out', answerSignOut);
