import { handler } from '#lib/server/handler';
import { answerUpload } from '#lib/server/uploads/answer-uploads';

export const POST = handler('upload', answerUpload);
