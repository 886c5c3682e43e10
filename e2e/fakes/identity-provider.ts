import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Provider } from 'oidc-provider';
import { makeCertificates } from '#e2e/network/make-certificates';
import { findFreePort } from '#e2e/registries/start-process';

export type ProviderStart = {
  /** The public address of the Orrery that signs people in there. */
  readonly publicOrigin: string;
  /** The groups of each person, by their login; changes count at the next token. */
  readonly people: Map<string, readonly string[]>;
  /** Gets what the provider sends when it ends a session. */
  readonly onLogout?: (token: string) => Promise<void>;
};

export type TestProvider = AsyncDisposable & {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The CA of its certificate. */
  readonly ca: string;
  readonly caFile: string;
};

/** A certified OpenID provider over TLS, on this machine. */
export async function startIdentityProvider(start: ProviderStart): Promise<TestProvider> {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-provider-'));
  const { cert, key, ca, caFile } = await makeCertificates(folder);
  const port = await findFreePort();
  const issuer = `https://localhost:${port}`;
  const client = { clientId: 'orrery', clientSecret: 'canary-client-secret' };
  const provider = new Provider(issuer, configurationOf(start, client));
  const server = createServer({ cert, key }, provider.callback());
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
  const { port: taken } = server.address() as AddressInfo;
  if (taken !== port) throw new Error('The port was taken meanwhile.');
  return {
    ...{ issuer, ca, caFile, ...client },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Client = Pick<TestProvider, 'clientId' | 'clientSecret'>;

function configurationOf({ publicOrigin, people, onLogout }: ProviderStart, client: Client) {
  const claims = (id: string) => ({
    sub: id,
    name: id,
    email: `${id}@acme.example`,
    groups: people.get(id) ?? [],
  });
  return {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [`${publicOrigin}/api/session/callback`],
        post_logout_redirect_uris: [`${publicOrigin}/`],
        response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token'],
        backchannel_logout_uri: `${publicOrigin}/api/session/backchannel`,
        backchannel_logout_session_required: true,
      },
    ],
    findAccount: async (_: unknown, id: string) => ({ accountId: id, claims: async () => claims(id) }),
    claims: { openid: ['sub', 'groups'], email: ['email'], profile: ['name'] },
    scopes: ['openid', 'email', 'profile', 'offline_access'],
    conformIdTokenClaims: false,
    issueRefreshToken: async () => true,
    features: {
      devInteractions: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    pkce: { required: () => true },
    // Its own request to our Orrery, which its guard would refuse on this machine.
    fetch: async (_: unknown, { body }: { readonly body: unknown }) => {
      await onLogout?.(new URLSearchParams(String(body)).get('logout_token') ?? '');
      return new Response(null, { status: 200 });
    },
    cookies: { keys: ['key of the test'] },
  };
}
