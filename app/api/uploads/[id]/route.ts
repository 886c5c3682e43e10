import { handler } from '#lib/server/http/handler';
import { answerDeleteUpload } from '#lib/server/routes/uploads';

export const DELETE = handler('delete-upload', answerDeleteUpload);
