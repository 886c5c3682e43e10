import { handler } from '#lib/server/handler';
import { answerDeleteUpload } from '#lib/server/uploads/answer-uploads';

export const DELETE = handler('delete-upload', answerDeleteUpload);
