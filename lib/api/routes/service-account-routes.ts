import * as z from 'zod/mini';
import {
  adminRegistriesSchema,
  serviceAccountAnswerSchema,
  serviceAccountChangeSchema,
  serviceAccountsSchema,
} from '#lib/api/contract/service-account-contract';
import { defineRoute } from './define-route.ts';

/** The routes about the accounts that Orrery itself has at registries. */
export const serviceAccountRoutes = {
  'GET /api/admin/registries': defineRoute({
    summary: 'List the configured registries and the account that Orrery has at each',
    json: adminRegistriesSchema,
  }),
  'GET /api/admin/service-accounts': defineRoute({
    summary: 'List the accounts that Orrery has at registries, without their passwords',
    json: serviceAccountsSchema,
  }),
  'PUT /api/admin/service-accounts': defineRoute({
    summary: 'Set the account that Orrery has at a registry, after the registry has accepted it',
    body: serviceAccountChangeSchema,
    json: serviceAccountAnswerSchema,
  }),
  'DELETE /api/admin/service-accounts': defineRoute({
    summary: 'Forget the account that Orrery has at a registry',
    query: { host: z.string('is missing; write a registry such as ghcr.io or localhost:5000.') },
  }),
} as const;
