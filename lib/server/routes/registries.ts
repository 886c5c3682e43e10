import type { Registries } from '#lib/api/contract/registry-contract';
import { isRepositoryName, parseRegistry } from '#lib/oci/reference';
import type { ProbedCapability } from '#lib/registry/client/probe-capabilities';
import { probeCapabilities } from '#lib/registry/client/probe-capabilities';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { highestRole, mayAtRegistry } from '#lib/roles/rights';
import { hasInventory } from '#lib/server/inventory/inventory-service';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { getServices } from '#lib/server/platform/services';
import { capabilitiesOf, connect, latelyUsed } from '#lib/server/sessions/connect';
import { listDockerConfigRegistries } from '#lib/server/sessions/credentials/docker-config';
import { connectionsTo } from '#lib/server/sessions/transport-of';
import { toRightsDocument } from './rights-document.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

type Entry = Registries['registries'][number];

/** The registries that are near at hand, each once, and what to try in the demo. */
export async function answerRegistries({ url, session, signal }: RouteCall): Promise<Response> {
  readQuery('GET /api/registries', url);
  const { embedded, settings } = getServices();
  const home = embedded?.hosts[0];
  const entries: readonly Entry[] = [
    ...(home === undefined ? [] : [{ host: home, origin: 'embedded' } as const]),
    ...session.credentials.registries().map((host) => signedIn(host, session.credentials.get(host))),
    ...settings.registries
      .filter(({ host }) => session.user === undefined || mayAtRegistry(session.user.rights, 'viewer', host))
      .map(({ host }) => ({ host, origin: 'configured' }) as const),
    ...(await dockerRegistries()).map((host) => ({ host, origin: 'docker-config' }) as const),
  ];
  const hosts = new Map(entries.toReversed().map((entry) => [entry.host, entry]));
  const registries = [...hosts.values()].reverse();
  const suggestions = home === undefined ? [] : [...(await findSuggestions(connect(session, home), signal))];
  const rights = session.user?.rights;
  const role = rights === undefined ? undefined : highestRole(rights);
  return respondJson('GET /api/registries', {
    registries,
    readOnly: settings.readOnly,
    ...(hasInventory() ? { inventory: true } : {}),
    ...(role === undefined ? {} : { role }),
    ...(rights === undefined ? {} : { rights: toRightsDocument(rights) }),
    suggestions,
  });
}

/**
 * Says what a registry can do, tried in the repository that is named, if one is; that is kept for ten minutes. Beside it
 * stands how many connections lead there.
 *
 * @throws ProblemError `request-invalid` for a text that is no repository name
 */
export async function answerRegistry({ url, session, signal }: RouteCall): Promise<Response> {
  const { host: named, repository } = readQuery('GET /api/registry', url);
  const host = parseRegistry(named);
  if (repository !== undefined && !isRepositoryName(repository))
    throw invalidRequest('The parameter "repository" is a name without the host, such as org/app.');
  const cache = capabilitiesOf(session, host);
  const known = cache.get(repository ?? '');
  const capabilities =
    known ??
    (await probeCapabilities(connect(session, host), {
      signal,
      ...(repository === undefined ? { known: latelyUsed(session, host) } : { repository }),
    }));
  // What could not be determined is tried again the next time.
  if (isDetermined(capabilities)) cache.set(repository ?? '', capabilities);
  const connections = connectionsTo(host);
  return respondJson('GET /api/registry', {
    host,
    capabilities,
    ...(connections === undefined ? {} : { connections }),
  });
}

function isDetermined(capabilities: readonly ProbedCapability[]): boolean {
  return capabilities.some(({ capability, state }) => capability === 'referrers' && state !== 'unknown');
}

// A config that cannot be read is said where its credentials are needed; this list does without.
async function dockerRegistries(): Promise<readonly string[]> {
  const { shared, credentialFiles } = getServices().settings;
  if (shared !== undefined) return [];
  const { docker } = credentialFiles;
  return await listDockerConfigRegistries(docker).catch(() => []);
}

function signedIn(host: string, credential: { kind: string; username?: string } | undefined): Entry {
  const user = credential?.username;
  return { host, origin: 'signed-in', ...(user === undefined ? {} : { user }) };
}

type Suggestion = { readonly reference: string; readonly text: string };

/** What the demo holds that is worth a first look. */
const demo = [
  ['acme/storefront', '2.4.1', 'An image for two platforms, with signatures, SBOMs and provenance'],
  ['acme/storefront', 'withdrawal-2.3.7', 'A notice about an image that is gone'],
  ['acme/checkout', '1.9.0', 'A build with its attestations inside the index'],
  ['acme/payments', '3.2.0', 'An image with signatures kept as cosign 2 did'],
  ['acme/charts/storefront', '2.4.1', 'A Helm chart with a signature'],
] as const;

/** Those of the suggestions that are really there: a demo can be switched off, and its content deleted. */
export async function findSuggestions(
  client: RegistryClient,
  signal: AbortSignal,
): Promise<readonly Suggestion[]> {
  const found = await Promise.all(
    demo.map(async ([repository, tag, text]) => {
      const isThere = await client.resolveManifest(repository, tag, { signal }).then(() => true, absent);
      return isThere ? { reference: `${client.registry}/${repository}:${tag}`, text } : undefined;
    }),
  );
  return found.filter((suggestion) => suggestion !== undefined);
}

function absent(error: unknown): false {
  if (error instanceof RegistryError) return false;
  throw error;
}
