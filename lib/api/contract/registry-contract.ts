import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';
import { rightsSchema } from '#lib/api/contract/session-contract';
import { roleNames } from '#lib/roles/role';

/** What a reference points to now. */
export const resolvedSchema = z.object({
  reference: z.string(),
  digest: digestSchema,
  mediaType: z.string(),
  size: z.number(),
});

/** One page of tags or repositories: `next` asks for the one after it, `cut` says why the list ends too early. */
export const namesSchema = z.object({
  names: z.array(z.string()),
  next: z.exactOptional(z.string()),
  cut: z.exactOptional(z.string()),
});

export const registriesSchema = z.object({
  registries: z.array(
    z.object({
      host: z.string(),
      /** `configured`: by the operator · `signed-in`: with credentials of this session. */
      origin: z.enum(['embedded', 'configured', 'signed-in', 'docker-config']),
      user: z.exactOptional(z.string()),
    }),
  ),
  /** Nothing can be changed through this server. */
  readOnly: z.boolean(),
  /** This Orrery keeps an inventory of whole registries. */
  inventory: z.exactOptional(z.literal(true)),
  /** The highest role of who asks, where a team is served; it may count in some repositories only. */
  role: z.exactOptional(z.enum(roleNames)),
  /** What they may do where, then; `repositories` is absent where a role counts everywhere. */
  rights: z.exactOptional(rightsSchema),
  /** References to try, from the demo. */
  suggestions: z.array(z.object({ reference: z.string(), text: z.string() })),
});

export const capabilitiesSchema = z.object({
  host: z.string(),
  capabilities: z.array(
    z.object({
      capability: z.enum([
        'api',
        'referrers',
        'referrers-paging',
        'referrers-filter',
        'catalogue',
        'delete-tag',
        'delete-manifest',
        'range',
        'mount',
      ]),
      state: z.enum(['yes', 'no', 'unknown']),
      evidence: z.string(),
    }),
  ),
  /** Connections to it since the start: opened, requests that found an open one, open now. */
  connections: z.exactOptional(z.object({ opened: z.number(), reused: z.number(), open: z.number() })),
});

/**
 * `tokenServer`: an origin such as `https://auth.example.net` that may have the password. With it alone, the credentials
 * that the server has already may go there.
 */
export const credentialsSchema = z.object({
  host: z.string(),
  username: z.exactOptional(z.string()),
  password: z.exactOptional(z.string()),
  tokenServer: z.exactOptional(z.string()),
});

/** `isChecked` is false when the registry opened without asking who it is: then nothing is known of the password. */
export const signedInSchema = z.object({ isChecked: z.boolean() });

export const signOutSchema = z.object({ host: z.string() });

export type Resolved = z.infer<typeof resolvedSchema>;
export type Names = z.infer<typeof namesSchema>;
export type Registries = z.infer<typeof registriesSchema>;
export type Capabilities = z.infer<typeof capabilitiesSchema>;
export type Credentials = z.infer<typeof credentialsSchema>;
export type SignedIn = z.infer<typeof signedInSchema>;
