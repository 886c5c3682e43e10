import { handler, withoutBody } from '#lib/server/http/handler';
import { answerManifest } from '#lib/server/routes/manifest';

export const GET = handler('manifest', answerManifest);
export const HEAD = handler('manifest', withoutBody(answerManifest));
