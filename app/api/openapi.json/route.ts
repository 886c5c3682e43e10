import { openApiDocument } from '#lib/api/openapi';
import { handler } from '#lib/server/http/handler';

export const GET = handler('openapi', async () => Response.json(openApiDocument()));
