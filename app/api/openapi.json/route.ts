import { openApiDocument } from '#lib/api/routes/openapi';
import { handler } from '#lib/server/http/handler';

export const GET = handler('openapi', async () => Response.json(openApiDocument()));
