import * as z from 'zod/mini';
import { roleNames } from '#lib/roles/role';

/** Roles, each with where it counts: everywhere without `repositories`. */
export const rightsSchema = z.array(
  z.object({ role: z.enum(roleNames), repositories: z.exactOptional(z.array(z.string())) }),
);

/** Who is signed in to an Orrery for a team; an Orrery of one's own has nobody to sign in. */
export const sessionSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('own') }),
  z.object({
    mode: z.literal('team'),
    name: z.string(),
    email: z.exactOptional(z.string()),
    /** The highest role; absent for somebody whose groups give none. */
    role: z.exactOptional(z.enum(roleNames)),
    /** What the groups come to; `repositories` is absent where a role counts everywhere. */
    rights: rightsSchema,
    /** When the person last proved who they are; absent where the identity provider does not say. */
    authenticatedAt: z.exactOptional(z.string()),
    endsAt: z.string(),
  }),
]);

/** Where the browser ends the session at the identity provider as well; absent where it cannot. */
export const sessionEndSchema = z.object({ location: z.exactOptional(z.string()) });

export const sessionListSchema = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.exactOptional(z.string()),
      groups: z.array(z.string()),
      /** What the groups come to now. */
      rights: rightsSchema,
      createdAt: z.string(),
      seenAt: z.string(),
      endsAt: z.string(),
      /** The one that asks. */
      isOwn: z.boolean(),
    }),
  ),
});

export type SessionDocument = z.infer<typeof sessionSchema>;
