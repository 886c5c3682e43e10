import { LRUCache } from 'lru-cache';
import type { UnjudgedRow } from '#lib/audit/row-of';
import { cachedNodeMs, cachedScanMs } from '#lib/discovery/limits';
import type { DiscoveryCache, ListMemory, RepositoryHandle } from '#lib/discovery/repository-handle';
import { createDiscoveryCache } from '#lib/discovery/repository-handle';
import type { Repository } from '#lib/oci/reference';
import { parseRepository } from '#lib/oci/reference';
import type { RegistryConnection } from '#lib/registry/client/create-registry-client';
import type { ProbedCapability } from '#lib/registry/client/probe-capabilities';
import { fixedLimits } from '#lib/registry/limits';
import type { RegistryClient, RegistryWriter } from '#lib/registry/registry-client';
import type { WritePermit } from '#lib/registry/writes/write-permit';
import { limits } from '#lib/server/platform/limits';
import { getServices } from '#lib/server/platform/services';
import { openConnection } from './open-connection.ts';
import { withinCatalogue } from './rights/within-rights.ts';
import { sharedAccountVersion } from './service-accounts.ts';
import type { Session } from './session.ts';
import { credentialsOf, tokenServersOf } from './session-credentials.ts';

type CapabilityCache = LRUCache<string, readonly ProbedCapability[]>;

type Connection = RegistryConnection & {
  readonly memory: DiscoveryCache;
  readonly capabilities: CapabilityCache;
  readonly audited: AuditedRows;
  /** The repositories that were opened or changed last, the latest first. */
  readonly lately: LRUCache<string, true>;
  /** The account that was shared when it was opened; its tokens are worth nothing once that has changed. */
  readonly account: string;
};

/** The row of an artifact, and when it was looked at in milliseconds since 1970. */
export type AuditedRow = { readonly row: UnjudgedRow; readonly at: number };
type AuditedRows = LRUCache<string, AuditedRow>;

// A connection holds the tokens of its session, so it lives and dies with it, and is never another's.
const connections = new WeakMap<Session, LRUCache<string, Connection>>();

/** A client of a registry for a session, which changes nothing; all of them share one connection, so that its tokens are used again. */
export function connect(session: Session, registry: string): RegistryClient {
  const client = connectionOf(session, registry).client();
  return session.user === undefined ? client : withinCatalogue(client, session.user.rights);
}

/** A client that changes a registry as this session may, for what was recorded. */
export function connectToWrite(session: Session, registry: string, permit: WritePermit): RegistryWriter {
  return connectionOf(session, registry).writer(permit);
}

/**
 * A repository as a session sees it: what was learned of it lately lives and dies with the connection. With `lists` those
 * are what was learned of lists and tags.
 */
export function placeOf(
  session: Session,
  { registry, repository }: Repository,
  lists?: ListMemory,
): RepositoryHandle {
  const { client, memory, lately } = connectionOf(session, registry);
  lately.set(repository, true);
  return { client: client(), repository, cache: lists === undefined ? memory : { ...memory, ...lists } };
}

/** The other repositories that the operator names for what refers to the images of a registry. */
export function externalPlaces(session: Session, at: Repository): readonly RepositoryHandle[] {
  const { registries, cosignRepository } = getServices().settings;
  const own = registries.find(({ host }) => host === at.registry)?.attachedIn;
  const names = new Set([own, cosignRepository].filter((name) => name !== undefined));
  names.delete(`${at.registry}/${at.repository}`);
  return [...names].map((name) => placeOf(session, parseRepository(name)));
}

/** What a registry can do as this session sees it, with its evidence, by repository; the empty name stands for the registry itself. */
export function capabilitiesOf(session: Session, registry: string): CapabilityCache {
  return connectionOf(session, registry).capabilities;
}

/** Repositories of a registry that this session has opened or changed, the latest first. */
export function latelyUsed(session: Session, registry: string): readonly string[] {
  return [...connectionOf(session, registry).lately.keys()];
}

/** The rows of audits that this session has seen of a registry lately, by what they depend on. */
export function auditedRowsOf(session: Session, registry: string): AuditedRows {
  return connectionOf(session, registry).audited;
}

/** Forgets what was learned of a repository, because it has changed; also the rows of audits, which know others. */
export function forgetRepository(session: Session, at: Repository): void {
  const connection = connections.get(session)?.get(at.registry);
  for (const cache of Object.values(connection?.memory ?? {})) cache.forget(at.repository);
  connection?.lately.set(at.repository, true);
  for (const { audited } of connections.get(session)?.values() ?? []) audited.clear();
}

/** Forgets the lists and tags of a repository, so that they are asked for again; what has a digest stays what it is. */
export function forgetLists(session: Session, at: Repository): void {
  const memory = memoryOf(session, at);
  if (memory === undefined) return;
  const { tagLists, tagTargets, absentTags, referrers } = memory;
  for (const cache of [tagLists, tagTargets, absentTags, referrers]) cache.forget(at.repository);
}

function memoryOf(session: Session, { registry }: Repository): DiscoveryCache | undefined {
  return connections.get(session)?.get(registry)?.memory;
}

/** Forgets the connection to a registry, with the tokens in it. */
export function disconnect(session: Session, registry: string): void {
  connections.get(session)?.delete(registry);
}

function connectionOf(session: Session, registry: string): Connection {
  const own = connections.get(session) ?? new LRUCache({ max: limits.connectionsPerSession });
  connections.set(session, own);
  const account = accountOf(session, registry);
  const known = own.get(registry);
  if (known?.account === account) return known;
  const connection: Connection = {
    account,
    ...openConnection(registry, credentialsOf(session), tokenServersOf(session, registry), {
      owner: session.owner,
      rights: session.user?.rights,
      pace: session.pace,
    }),
    memory: createDiscoveryCache(session.pace === undefined ? cachedNodeMs : cachedScanMs),
    // By repository: a gateway routes each on its own. For a while: what it can do changes when somebody upgrades it.
    capabilities: new LRUCache({ max: limits.capabilitiesMax, ttl: limits.capabilitiesAgeMs }),
    lately: new LRUCache({ max: fixedLimits.probedRepositoriesMax }),
    audited: new LRUCache({
      maxSize: limits.auditedRowsMaxBytes,
      // Objects take about twice the room of their text.
      sizeCalculation: ({ row }: AuditedRow) => 2 * JSON.stringify(row).length,
    }),
  };
  own.set(registry, connection);
  return connection;
}

/** What a session shows a registry where it has no credential of its own; empty where it shows nothing. */
function accountOf({ user, credentials }: Session, registry: string): string {
  const isOwn = user === undefined || credentials.get(registry) !== undefined;
  return isOwn ? '' : sharedAccountVersion(registry);
}
