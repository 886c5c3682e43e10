import { handler } from '#lib/server/http/handler';
import {
  answerRemoveServiceAccount,
  answerServiceAccounts,
  answerSetServiceAccount,
} from '#lib/server/routes/service-accounts';

export const GET = handler('service-accounts', answerServiceAccounts);
export const PUT = handler('set-service-account', answerSetServiceAccount);
export const DELETE = handler('remove-service-account', answerRemoveServiceAccount);
