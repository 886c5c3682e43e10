import { answerManifest } from '#lib/server/answers/manifest';
import { handler, withoutBody } from '#lib/server/handler';

export const GET = handler('manifest', answerManifest);
export const HEAD = handler('manifest', withoutBody(answerManifest));
