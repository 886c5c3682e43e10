import { LRUCache } from 'lru-cache';
import { rowOf } from '#lib/audit/row-of';
import { toGraph } from '#lib/graph/collect-facts';
import type { Examined, ManifestPlace, ScannedRegistry } from '#lib/inventory/jobs/scan-context';
import type { Repository } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { RegistryError } from '#lib/registry/registry-error';
import { isNotFound } from '#lib/repository/explain-error';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import type { TagListing } from '#lib/repository/tag-list';
import { readTagList } from '#lib/repository/tag-list';
import type { LookContext } from '#lib/server/audit/audit-artifact';
import { lookAtArtifact } from '#lib/server/audit/audit-artifact';
import type { AuditRules } from '#lib/server/audit/audit-rules';
import { rulesOf } from '#lib/server/audit/audit-rules';
import { auditRunLimits } from '#lib/server/audit/limits';
import type { ListTrust, TriedLists } from '#lib/server/audit/list-trust';
import { createListTrust } from '#lib/server/audit/list-trust';
import { graphAround } from '#lib/server/evidence/graph-around';
import { connect, forgetLists, placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import { readDocumentRecords } from './document-records.ts';
import { inventoryLimits } from './limits.ts';

/** Registries as the scans see them, each by the session that is given for it. */
export function createScannedRegistries(
  sessionFor: (host: string) => Session,
): (host: string) => ScannedRegistry {
  const rules = new LRUCache<'all', Promise<AuditRules>>({ max: 1, ttl: inventoryLimits.policyKnownMs });
  const lists = createTagLists();
  const currentRules = (session: Session, signal: AbortSignal) => {
    const known = rules.get('all') ?? rulesOf({ session, signal, require: undefined, policy: undefined });
    rules.set('all', known);
    return known;
  };
  return (host) => {
    const session = sessionFor(host);
    return {
      client: connect(session, host),
      forgetLists: (repository) => lists.forget({ registry: host, repository }),
      examine: async ({ repository, digest }, signal) => {
        const at = { registry: host, repository };
        const { policy, only, sent } = await currentRules(session, signal);
        const look = {
          session,
          policy: policy === undefined ? undefined : { only, hash: policy.hash },
          ...(sent === undefined ? {} : { sent }),
          trust: lists.trust(at),
          // Tags lead to it, and what hangs on an index that holds it speaks for that index.
          isDownward: true,
          signal,
        } as const;
        return await examine(look, { ...at, digest, list: await lists.read(session, at, signal) });
      },
      readDocuments: ({ repository, digest }, signal) =>
        readDocumentRecords(
          placeOf(session, { registry: host, repository }),
          { registry: host, repository, digest },
          signal,
        ),
    };
  };
}

type Place = Repository & ManifestPlace & { readonly list: TagListing };

async function examine(look: LookContext, place: Place): Promise<Examined> {
  const { registry, repository, digest, list } = place;
  // What was attached a moment ago must not be hidden by a list of referrers of the moment before.
  forgetLists(look.session, place);
  const now = new Date();
  const artifact = { registry, repository, tags: [], digest, resolvedAt: now.getTime(), list };
  const found = await lookAtArtifact(look, artifact, digest).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  if (found === undefined) return await examineMissing(look, place, now);
  const graph = found.graph === undefined ? undefined : toGraph(found.graph);
  if (graph === undefined)
    throw new RegistryError('bad-response', registry, found.reason ?? 'It was not read.');
  const row = rowOf({ reference: `${registry}/${repository}@${digest}`, digest, tags: [], ...found }, now);
  const { findings } = found;
  const counts = findings === undefined || 'reason' in findings ? undefined : findings.bySeverity;
  return {
    graph,
    evidence: row.evidence,
    platforms: row.platforms,
    ...(row.own === undefined ? {} : { own: row.own }),
    ...(row.policy === undefined ? {} : { policy: row.policy }),
    ...(counts === undefined ? {} : { open: { critical: counts.critical, high: counts.high } }),
    ...(row.created === undefined ? {} : { created: row.created }),
  };
}

/** What a registry still holds about a manifest that it no longer has; there is nothing that this could speak for. */
async function examineMissing({ session, signal }: LookContext, place: Place, now: Date): Promise<Examined> {
  const { registry, repository, digest, list } = place;
  const reference = { registry, repository, digest };
  const request = { session, reference, isFresh: false, isRow: true, tagList: list, signal };
  const around = await graphAround(request, { depth: 1, isDownward: true, mayBeMissing: true });
  const graph = toGraph(around);
  const reason = 'The registry does not have it.';
  if (graph === undefined) throw new RegistryError('bad-response', registry, reason);
  const { evidence } = rowOf({ reference: formatReference(reference), digest, tags: [], reason }, now);
  return { graph, evidence, isMissing: true };
}

/** The lists of tags of repositories, which serve many manifests, and whether they name what is attached. */
function createTagLists() {
  const trusts = new LRUCache<string, ListTrust>({
    max: inventoryLimits.trustsMax,
    ttl: inventoryLimits.trustKnownMs,
  });
  const lists = new LRUCache<string, Promise<TagListing>>({
    max: inventoryLimits.listsMax,
    ttl: inventoryLimits.listKnownMs,
  });
  const tried = new LRUCache<string, TriedLists>({
    max: inventoryLimits.trustsMax,
    ttl: inventoryLimits.trustKnownMs,
  });
  const keyOf = ({ registry, repository }: Repository) => `${registry}/${repository}`;
  // Where a registry caches another one, it gives that a first part of the name, or caches as a whole.
  const placeOfCache = ({ registry, repository }: Repository) =>
    `${registry}/${repository.slice(0, repository.indexOf('/') + 1)}`;
  const triedBeside = (at: Repository) => {
    const known = tried.get(placeOfCache(at));
    if (known !== undefined) return known;
    const lists: TriedLists = { count: 0, showsMore: false };
    tried.set(placeOfCache(at), lists);
    return lists;
  };
  return {
    trust: (at: Repository) => {
      const trust = trusts.get(keyOf(at)) ?? createListTrust(auditRunLimits.listSamples, triedBeside(at));
      trusts.set(keyOf(at), trust);
      return trust;
    },
    read: async (session: Session, at: Repository, signal: AbortSignal) => {
      const known = lists.get(keyOf(at));
      if (known !== undefined) return await known;
      const reader = createRepositoryReader(connect(session, at.registry), at.repository, signal);
      const reading = readTagList(reader, auditRunLimits);
      lists.set(keyOf(at), reading);
      reading.catch(() => lists.delete(keyOf(at)));
      return await reading;
    },
    forget: (at: Repository) => void lists.delete(keyOf(at)),
  };
}
