import * as z from 'zod/mini';

/** The account that Orrery itself has at a registry. Its password is never told. */
const serviceAccountSchema = z.object({
  host: z.string(),
  username: z.string(),
  /** Whether people use it who have no credentials of their own there, as far as their roles reach. */
  shared: z.boolean(),
  /** `unreadable`: it was sealed with a key that this Orrery does not have, and must be entered again. */
  state: z.enum(['ready', 'unreadable']),
  changedAt: z.string(),
  changedBy: z.string(),
});

/** The registries that the operator names, as the server reads its settings. */
export const adminRegistriesSchema = z.object({
  registries: z.array(
    z.object({
      host: z.string(),
      plainHttp: z.boolean(),
      /** Whether a CA of its own is trusted there. */
      hasCertificates: z.boolean(),
      /** `host/name` where signatures lie that are kept apart. */
      attachedIn: z.exactOptional(z.string()),
      tokenServers: z.array(z.string()),
      /** Absent where there is none, and on a machine of one's own. */
      account: z.exactOptional(serviceAccountSchema),
    }),
  ),
});

export const serviceAccountsSchema = z.object({ accounts: z.array(serviceAccountSchema) });

/**
 * The account of a registry. Without user name and password the one that is there stays, and only `shared` changes; where
 * `shared` is left out it stays as it was, and is false for a new account.
 */
export const serviceAccountChangeSchema = z.strictObject({
  host: z.string(),
  username: z.exactOptional(z.string()),
  password: z.exactOptional(z.string()),
  shared: z.exactOptional(z.boolean()),
});

/** `isChecked` is false when the registry did not ask who it is, or when no password was sent to be checked. */
export const serviceAccountAnswerSchema = z.object({ isChecked: z.boolean(), account: serviceAccountSchema });

export type ServiceAccountDocument = z.infer<typeof serviceAccountSchema>;
