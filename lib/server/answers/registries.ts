import type { Registries } from '#lib/api/contract';
import { parameters } from '#lib/api/parameters';
import { parseRegistry } from '#lib/oci/reference';
import { probeCapabilities } from '#lib/registry/probe-capabilities';
import { readParameters } from '#lib/server/answers/read-parameters';
import { findSuggestions } from '#lib/server/answers/suggestions';
import { connect } from '#lib/server/connect';
import { dockerConfigPath, listDockerConfigRegistries } from '#lib/server/credentials/docker-config';
import type { RouteCall } from '#lib/server/handler';
import { getServices } from '#lib/server/services';

type Entry = Registries['registries'][number];

/** The registries that are near at hand, each once, and what to try in the demo. */
export async function answerRegistries({ url, session, signal }: RouteCall): Promise<Response> {
  readParameters(parameters.registries, url);
  const { embedded, settings } = getServices();
  const home = embedded?.hosts[0];
  const entries: readonly Entry[] = [
    ...(home === undefined ? [] : [{ host: home, origin: 'embedded' } as const]),
    ...session.credentials.registries().map((host) => signedIn(host, session.credentials.get(host))),
    ...settings.registries.map(({ host }) => ({ host, origin: 'configured' }) as const),
    ...(await dockerRegistries()).map((host) => ({ host, origin: 'docker-config' }) as const),
  ];
  const hosts = new Map(entries.toReversed().map((entry) => [entry.host, entry]));
  const registries = [...hosts.values()].reverse();
  const suggestions = home === undefined ? [] : [...(await findSuggestions(connect(session, home), signal))];
  return Response.json({ registries, suggestions } satisfies Registries);
}

/** What one registry can do. */
export async function answerRegistry({ url, session, signal }: RouteCall): Promise<Response> {
  const host = parseRegistry(readParameters(parameters.registry, url).host);
  const capabilities = await probeCapabilities(connect(session, host), { signal });
  return Response.json({ host, capabilities });
}

// A config that cannot be read is said where its credentials are needed; this list does without.
async function dockerRegistries(): Promise<readonly string[]> {
  const path = dockerConfigPath(process.env.DOCKER_CONFIG);
  return await listDockerConfigRegistries(path).catch(() => []);
}

function signedIn(host: string, credential: { kind: string; username?: string } | undefined): Entry {
  const user = credential?.username;
  return { host, origin: 'signed-in', ...(user === undefined ? {} : { user }) };
}
