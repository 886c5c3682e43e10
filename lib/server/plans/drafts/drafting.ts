import type { Session } from '#lib/server/sessions/session';

/** For whom a plan is made, and until when. */
export type Drafting = { readonly session: Session; readonly signal: AbortSignal };
