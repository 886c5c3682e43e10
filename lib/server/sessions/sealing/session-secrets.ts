import { z } from 'zod/mini';
import type { Credential } from '#lib/registry/auth/credential';
import { Secret } from '#lib/registry/auth/credential';
import type { CredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';

/** What of a session nobody but this process may read: its credentials, and its tokens of the identity provider. */
export type SessionSecrets = {
  readonly credentials: CredentialStore;
  /** Tells the provider whose session ends there. */
  readonly idToken: string;
  readonly refreshToken: string | undefined;
};

const credentialSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('basic'), username: z.string(), password: z.string() }),
  z.object({ kind: z.enum(['identity-token', 'registry-token']), token: z.string() }),
]);

const secretsSchema = z.object({
  idToken: z.string(),
  refreshToken: z.optional(z.string()),
  credentials: z.array(z.tuple([z.string(), credentialSchema])),
  tokenServers: z.array(z.tuple([z.string(), z.array(z.string())])),
});

type CredentialText = z.infer<typeof credentialSchema>;

/** The text of a session's secrets, to be sealed. */
export function formatSecrets({ credentials, idToken, refreshToken }: SessionSecrets): string {
  const registries = credentials.registries();
  return JSON.stringify({
    idToken,
    refreshToken,
    credentials: registries.flatMap((registry) => {
      const credential = credentials.get(registry);
      return credential === undefined ? [] : [[registry, toText(credential)]];
    }),
    tokenServers: registries.map((registry) => [registry, credentials.tokenServers(registry)]),
  });
}

/** The secrets in a text that {@link formatSecrets} made. */
export function parseSecrets(text: string): SessionSecrets {
  const { idToken, refreshToken, credentials, tokenServers } = secretsSchema.parse(JSON.parse(text));
  const pairs = credentials.map(([registry, one]) => [registry, toCredential(one)] as const);
  return { idToken, refreshToken, credentials: createCredentialStore(pairs, tokenServers) };
}

function toText(credential: Credential): CredentialText {
  if (credential.kind === 'basic') {
    const { kind, username, password } = credential;
    return { kind, username, password: password.reveal() };
  }
  return { kind: credential.kind, token: credential.token.reveal() };
}

function toCredential(text: CredentialText): Credential {
  if (text.kind === 'basic') return { ...text, password: new Secret(text.password) };
  return { kind: text.kind, token: new Secret(text.token) };
}
