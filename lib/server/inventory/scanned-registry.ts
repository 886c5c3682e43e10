import { LRUCache } from 'lru-cache';
import { rowOf } from '#lib/audit/row-of';
import type { ListMemory } from '#lib/discovery/repository-handle';
import { createListMemory } from '#lib/discovery/repository-handle';
import { toGraph } from '#lib/graph/collect-facts';
import type { Examined, ManifestPlace, ScannedRegistry } from '#lib/inventory/jobs/scan-context';
import type { Repository } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { RegistryError } from '#lib/registry/registry-error';
import { isNotFound } from '#lib/repository/explain-error';
import type { TagListing } from '#lib/repository/tag-list';
import type { LookContext } from '#lib/server/audit/audit-artifact';
import { lookAtArtifact } from '#lib/server/audit/audit-artifact';
import type { AuditRules } from '#lib/server/audit/audit-rules';
import { rulesOf } from '#lib/server/audit/audit-rules';
import { graphAround } from '#lib/server/evidence/graph-around';
import { connect, placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import { readDocumentRecords } from './document-records.ts';
import { inventoryLimits } from './limits.ts';
import { createTagLists } from './tag-lists.ts';

/** Registries as the scans see them, each by the session that is given for it. */
export function createScannedRegistries(
  sessionFor: (host: string) => Session,
): (host: string) => ScannedRegistry {
  const rules = new LRUCache<'all', Promise<AuditRules>>({ max: 1, ttl: inventoryLimits.policyKnownMs });
  const lists = createTagLists();
  const currentRules = (session: Session) => {
    const known = rules.get('all');
    if (known !== undefined) return known;
    // For all looks of the next minute: none of them may take it back, or keep that it failed.
    const { signal } = new AbortController();
    const reading = rulesOf({ session, signal, require: undefined, policy: undefined });
    rules.set('all', reading);
    reading.catch(() => rules.delete('all'));
    return reading;
  };
  return (host) => {
    const session = sessionFor(host);
    return {
      client: connect(session, host),
      forgetLists: (repository) => lists.forget({ registry: host, repository }),
      examine: async ({ repository, digest }, signal) => {
        const at = { registry: host, repository };
        const { policy, only, sent } = await currentRules(session);
        const look = {
          session,
          policy: policy === undefined ? undefined : { only, hash: policy.hash },
          ...(sent === undefined ? {} : { sent }),
          trust: lists.trust(at),
          // Tags lead to it, and what hangs on an index that holds it speaks for that index.
          isDownward: true,
          // What was attached a moment ago must not be hidden by a list that another look has read the moment before.
          lists: createListMemory(),
          signal,
        } as const;
        const { list, listedAt } = await lists.read(session, at, signal);
        return { ...(await examine(look, { ...at, digest, list })), listedAt };
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

/** A look that knows only the lists which it has read itself. */
type ScanLook = LookContext & { readonly lists: ListMemory };

async function examine(look: ScanLook, place: Place): Promise<Examined> {
  const { registry, repository, digest, list } = place;
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
async function examineMissing(
  { session, signal, lists }: ScanLook,
  place: Place,
  now: Date,
): Promise<Examined> {
  const { registry, repository, digest, list } = place;
  const reference = { registry, repository, digest };
  const request = { session, reference, isFresh: false, isRow: true, tagList: list, lists, signal };
  const around = await graphAround(request, { depth: 1, isDownward: true, mayBeMissing: true });
  const graph = toGraph(around);
  const reason = 'The registry does not have it.';
  if (graph === undefined) throw new RegistryError('bad-response', registry, reason);
  const { evidence } = rowOf({ reference: formatReference(reference), digest, tags: [], reason }, now);
  return { graph, evidence, isMissing: true };
}
