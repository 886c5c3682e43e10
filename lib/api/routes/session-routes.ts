import * as z from 'zod/mini';
import { sessionEndSchema, sessionListSchema, sessionSchema } from '#lib/api/contract/session-contract';
import { defineRoute, flag } from './define-route.ts';

/** The routes about who is signed in to an Orrery for a team. */
export const sessionRoutes = {
  'GET /api/session': defineRoute({ summary: 'Who is signed in, and what they may do', json: sessionSchema }),
  'GET /api/session/start': defineRoute({
    summary: 'Leads to the sign-in at the identity provider',
    query: {
      /** The path on this host to open afterwards. */
      to: z.optional(z.string()),
      /** `1`: the person proves who they are, although the provider may know them already. */
      fresh: flag,
    },
    status: 303,
  }),
  'GET /api/session/callback': defineRoute({
    summary: 'Where the identity provider sends the browser back to',
    status: 303,
  }),
  'POST /api/session/end': defineRoute({ summary: 'Sign out', status: 200, json: sessionEndSchema }),
  'POST /api/session/backchannel': defineRoute({
    summary: 'The identity provider ends sessions, by a signed logout token in a form',
    status: 200,
  }),
  'GET /api/sessions': defineRoute({
    summary: 'Sessions of everybody, the newest first',
    json: sessionListSchema,
  }),
  'DELETE /api/sessions/{id}': defineRoute({ summary: 'End a session of somebody' }),
} as const;
