import { handler } from '#lib/server/http/handler';
import { answerBackchannel } from '#lib/server/routes/session';

export const POST = handler('session-backchannel', answerBackchannel);
