import { handler } from '#lib/server/http/handler';
import { answerUpload } from '#lib/server/routes/uploads';

export const POST = handler('upload', answerUpload);
