import { LRUCache } from 'lru-cache';
import type { Repository } from '#lib/oci/reference';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import type { TagListing } from '#lib/repository/tag-list';
import { readTagList } from '#lib/repository/tag-list';
import { auditRunLimits } from '#lib/server/audit/limits';
import type { ListTrust, TriedLists } from '#lib/server/audit/list-trust';
import { createListTrust } from '#lib/server/audit/list-trust';
import { connect } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import { inventoryLimits } from './limits.ts';

type ReadList = { readonly list: Promise<TagListing>; readonly readAt: number };

/** The lists of tags of repositories, which serve many manifests, and whether they name what is attached. */
export function createTagLists() {
  const trusts = new LRUCache<string, ListTrust>({
    max: inventoryLimits.trustsMax,
    ttl: inventoryLimits.trustKnownMs,
  });
  const lists = new LRUCache<string, ReadList>({
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
    if (known?.showsMore === true) tried.set(placeOfCache(at), known);
    if (known !== undefined) return known;
    const lists: TriedLists = { count: 0, showsMore: false };
    tried.set(placeOfCache(at), lists);
    return lists;
  };
  return {
    trust: (at: Repository) => {
      const known = trusts.get(keyOf(at));
      // A cache lists what it was asked for by name: another try of it would show nothing more.
      if (known?.isPartial() === true) trusts.set(keyOf(at), known);
      if (known !== undefined) return known;
      // Kept from here on, and no longer for being asked: what a list showed yesterday is tried again today.
      const trust = createListTrust(auditRunLimits.listSamples, triedBeside(at));
      trusts.set(keyOf(at), trust);
      return trust;
    },
    read: async (session: Session, at: Repository, signal: AbortSignal) => {
      const known = lists.get(keyOf(at));
      if (known !== undefined) return { list: await known.list, listedAt: known.readAt };
      const listedAt = Date.now();
      const reader = createRepositoryReader(connect(session, at.registry), at.repository, signal);
      const reading = { list: readTagList(reader, auditRunLimits), readAt: listedAt };
      lists.set(keyOf(at), reading);
      reading.list.catch(() => lists.delete(keyOf(at)));
      const list = await reading.list;
      // A list of many pages is not read again and again while so many images are looked at.
      const ttl =
        inventoryLimits.listKnownMs * Math.max(1, list.names.length / inventoryLimits.listLongNames);
      if (lists.get(keyOf(at)) === reading) lists.set(keyOf(at), reading, { ttl });
      return { list, listedAt };
    },
    forget: (at: Repository) => void lists.delete(keyOf(at)),
  };
}
