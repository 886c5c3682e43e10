import { LRUCache } from 'lru-cache';
import type { DiscoveryMemory } from '#lib/discovery/memory';
import { createDiscoveryMemory } from '#lib/discovery/memory';
import type { Place } from '#lib/discovery/place';
import { layoutPlace } from '#lib/oci/layout-reference';
import type { Repository } from '#lib/oci/reference';
import { parseRepository } from '#lib/oci/reference';
import type { CredentialSource } from '#lib/registry/auth/credential';
import type { RegistryConnection } from '#lib/registry/create-registry-client';
import { createRegistryConnection } from '#lib/registry/create-registry-client';
import type { Fetch } from '#lib/registry/fetch';
import { createManifestStore } from '#lib/registry/memory/manifest-store';
import type { ProbedCapability } from '#lib/registry/probe-capabilities';
import type { RegistryClient, RegistryWriter } from '#lib/registry/registry-client';
import type { RegistryQueues } from '#lib/registry/transport/queues';
import { createRegistryQueues } from '#lib/registry/transport/queues';
import type { WritePermit } from '#lib/registry/writes/write-permit';
import { isPlainHttp, mayHaveTls } from '#lib/server/platform/configured-registry';
import { createEgressFetch } from '#lib/server/platform/egress/egress';
import { withLoopbackTls } from '#lib/server/platform/egress/loopback-tls';
import type { Settings } from '#lib/server/platform/env';
import { limits } from '#lib/server/platform/limits';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { getServices } from '#lib/server/platform/services';
import {
  containersAuthPath,
  createContainersAuthSource,
} from '#lib/server/sessions/credentials/containers-auth';
import { createDockerConfigSource, dockerConfigPath } from '#lib/server/sessions/credentials/docker-config';
import { firstCredential } from '#lib/server/sessions/credentials/first-credential';
import { layoutHandle, layoutOrigin } from '#lib/server/sessions/layouts/layout-handle';
import type { Session } from './session.ts';

// A connection holds the tokens of its session, so it lives and dies with it, and is never another's.
const connections = new WeakMap<Session, LRUCache<string, Connection>>();
const connectionsPerSession = 50;
const queuesKept = 1_000;
const networksKept = 100;
// Bytes may be everybody's: each connection lets its own session see only what the registry has shown it.
const manifests = createManifestStore(limits.manifestStoreMaxBytes);
// One registry has one set of queues, whoever asks it.
const queues = new LRUCache<string, RegistryQueues>({ max: queuesKept });
// By what it is set up with: a CA of one registry is trusted in no other's connections.
const networks = new LRUCache<string, Fetch>({ max: networksKept });
let machine: CredentialSource | undefined;

/** A client of a registry for a session, which changes nothing; all of them share one connection, so that its tokens are used again. */
export function connect(session: Session, registry: string): RegistryClient {
  return connectionOf(session, registry).client();
}

/** A client that changes a registry as this session may, for what was recorded. */
export function connectToWrite(session: Session, registry: string, permit: WritePermit): RegistryWriter {
  return connectionOf(session, registry).writer(permit);
}

/** A repository as a session sees it: what was learned of it lately lives and dies with the connection. */
export function placeOf(session: Session, { registry, repository }: Repository): Place {
  const { client, memory } = connectionOf(session, registry);
  return { client: client(), repository, memory };
}

/** The other repositories that the operator names for what refers to the images of a registry. */
export function externalPlaces(session: Session, at: Repository): readonly Place[] {
  const { registries, cosignRepository } = getServices().settings;
  const own = registries.find(({ host }) => host === at.registry)?.attachedIn;
  const names = new Set([own, cosignRepository].filter((name) => name !== undefined));
  names.delete(`${at.registry}/${at.repository}`);
  return [...names].map((name) => placeOf(session, parseRepository(name)));
}

/** What a registry can do as this session sees it, kept with its evidence by repository; the empty name is the registry's own. */
export function capabilitiesOf(
  session: Session,
  registry: string,
): LRUCache<string, readonly ProbedCapability[]> {
  return connectionOf(session, registry).capabilities;
}

type Connection = RegistryConnection & {
  readonly memory: DiscoveryMemory;
  readonly capabilities: LRUCache<string, readonly ProbedCapability[]>;
};

// A gateway routes each repository on its own, and what it can do changes when somebody upgrades it.
const capabilitiesKept = { max: 1_000, ttl: 10 * 60 * 1000 } as const;

function connectionOf(session: Session, registry: string): Connection {
  const own = connections.get(session) ?? new LRUCache({ max: connectionsPerSession });
  connections.set(session, own);
  const connection = own.get(registry) ?? {
    ...createConnection(registry, credentialsOf(session), tokenServersOf(session, registry)),
    memory: createDiscoveryMemory(),
    capabilities: new LRUCache(capabilitiesKept),
  };
  own.set(registry, connection);
  return connection;
}

/** Under which name a session is known at a registry, for the audit log; `anonymous` where it is nobody. */
export async function userOf(session: Session, registry: string): Promise<string> {
  if (getServices().embedded?.hosts.includes(registry) === true) return 'anonymous';
  const credential = await credentialsOf(session)(registry).catch(() => undefined);
  if (credential === undefined) return 'anonymous';
  return credential.kind === 'basic' ? credential.username : 'token';
}

/** Forgets what was learned of a repository, because it has changed. */
export function forgetRepository(session: Session, { registry, repository }: Repository): void {
  const memory = connections.get(session)?.get(registry)?.memory;
  if (memory === undefined) return;
  const isOf = (key: string) =>
    key === repository || key.startsWith(`${repository}:`) || key.startsWith(`${repository}@`);
  for (const kept of Object.values(memory)) {
    for (const key of [...kept.keys()].filter(isOf)) kept.delete(key);
  }
}

/** A client of a connection that nobody keeps, for credentials and consents that are only being tried. */
export function createClient(
  registry: string,
  credentials: CredentialSource,
  allowsTokenServer: AllowsTokenServer = () => false,
): RegistryClient {
  return createConnection(registry, credentials, allowsTokenServer).client();
}

type AllowsTokenServer = (origin: string) => boolean;

/** Which token servers the operator or this person lets have the password of a registry. */
export function tokenServersOf(session: Session, registry: string): AllowsTokenServer {
  const configured = getServices().settings.registries.find(({ host }) => host === registry);
  return (origin) =>
    configured?.tokenServers?.includes(origin) === true ||
    session.credentials.tokenServers(registry).includes(origin);
}

function createConnection(
  registry: string,
  credentials: CredentialSource,
  allowsTokenServer: AllowsTokenServer,
): RegistryConnection {
  const services = getServices();
  const { embedded } = services;
  if (embedded?.hosts.includes(registry) === true) {
    const fetch = inProcess(embedded);
    return createRegistryConnection({
      registry,
      plainHttp: true,
      fetch,
      credentials: nobody,
      limits,
      manifests,
      queues: queuesOf(registry),
    });
  }
  if (layoutPlace(registry) !== undefined) {
    return createRegistryConnection({
      registry,
      plainHttp: true,
      origin: layoutOrigin(registry),
      fetch: inProcess({ handle: layoutHandle(registry) }),
      credentials: nobody,
      limits,
      manifests,
      queues: queuesOf(registry),
    });
  }
  const configured = services.settings.registries;
  const network = networkOf(registry, services.settings);
  return createRegistryConnection({
    registry,
    plainHttp: isPlainHttp(registry, configured),
    fetch: mayHaveTls(registry, configured) ? withLoopbackTls(network, registry) : network,
    credentials,
    allowsTokenServer,
    limits,
    manifests,
    queues: queuesOf(registry),
  });
}

function networkOf(registry: string, { registries, certificates, proxies }: Settings): Fetch {
  const ca = registries.find(({ host }) => host === registry)?.ca;
  const trusted = [certificates, ca].filter((pem) => pem !== undefined);
  const key = [ca === undefined ? '' : registry, ...trusted].join(' ');
  const network = networks.get(key) ?? createEgressFetch({ limits, proxies, certificates: trusted });
  networks.set(key, network);
  return network;
}

function queuesOf(registry: string): RegistryQueues {
  const known = queues.get(registry) ?? createRegistryQueues(limits);
  queues.set(registry, known);
  return known;
}

/** Forgets the connection to a registry, with the tokens in it. */
export function disconnect(session: Session, registry: string): void {
  connections.get(session)?.delete(registry);
}

/** What a session may show a registry: what was typed into the dialog, then what other programs keep on this machine. */
export function credentialsOf(session: Session): CredentialSource {
  const typed: CredentialSource = async (registry) => session.credentials.get(registry);
  machine ??= machineCredentials();
  return firstCredential(typed, machine);
}

/** What other programs on this machine keep: docker and its kin, then podman and its kin. */
function machineCredentials(): CredentialSource {
  const docker = createDockerConfigSource({ path: dockerConfigPath(process.env.DOCKER_CONFIG) });
  const containers = containersAuthPath(process.env);
  return containers === undefined ? docker : firstCredential(docker, createContainersAuthSource(containers));
}

const nobody: CredentialSource = async () => undefined;

/** A registry of this process, asked without a socket. */
function inProcess({ handle }: Pick<EmbeddedRegistry, 'handle'>): Fetch {
  return async (url, { method, headers, body, signal }) => {
    const init: RequestInit & { duplex?: 'half' } = { method, signal: signal ?? null };
    if (headers !== undefined) init.headers = headers;
    if (body !== undefined) Object.assign(init, { body, duplex: 'half' });
    return await handle(new Request(url, init));
  };
}
