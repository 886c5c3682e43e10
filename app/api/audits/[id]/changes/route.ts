import { handler } from '#lib/server/http/handler';
import { answerAuditChanges } from '#lib/server/routes/audits';

export const GET = handler('audit-changes', answerAuditChanges);
