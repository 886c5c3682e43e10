import { handler } from '#lib/server/http/handler';
import { answerAdminRegistries } from '#lib/server/routes/admin-registries';

export const GET = handler('admin-registries', answerAdminRegistries);
