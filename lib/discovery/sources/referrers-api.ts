import { inSlices } from '#lib/async/slices';
import type { Inquiry, SourceResult } from '#lib/discovery/sources/inquiry';
import { emitListedReferrer } from '#lib/discovery/sources/inquiry';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { artifactTypeOf } from '#lib/oci/manifest';
import type { ReferrersResult } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

/** The referrers API, each page said as it arrives (distribution-spec 1.1 "Listing Referrers"). */
export async function askReferrersApi(inquiry: Inquiry): Promise<SourceResult> {
  const { context, subject, handle } = inquiry;
  const found = new Map<Digest, Descriptor>();
  const untyped = new Map<Digest, Descriptor>();
  const take = (page: readonly Descriptor[]) => {
    for (const descriptor of page) {
      if (found.has(descriptor.digest)) continue;
      const match = matches(context.scope.artifactType, descriptor);
      if (match === 'unknown') untyped.set(descriptor.digest, descriptor);
      else if (match === 'yes' && emitListedReferrer(inquiry, descriptor))
        found.set(descriptor.digest, descriptor);
    }
  };
  const takeInTurns = async (page: readonly Descriptor[]) => {
    for await (const entries of inSlices(page)) {
      await context.budget.reserve(entries.length);
      take(entries);
    }
  };
  // The client reads further pages while this walk waits for its turn: other walks may be reading the same list.
  let taken = Promise.resolve();
  const onPage = (page: readonly Descriptor[]) => {
    taken = taken.then(() => takeInTurns(page));
    taken.catch(() => undefined);
  };
  try {
    const result = await listReferrers(inquiry, onPage);
    if (result.support === 'unsupported') {
      const reason = `This registry has no referrers API: ${result.evidence}`;
      return { found: [], doubt: new RegistryError('unsupported', handle.client.registry, reason) };
    }
    await taken;
    await takeInTurns(result.descriptors);
    await Promise.all([...untyped.values()].map((entry) => takeByType(inquiry, entry, found)));
    if (result.cut !== undefined) context.emit.limit(subject, result.cut);
    const filtered = result.filtered ? 'registry' : 'here';
    return {
      found: [...found.values()],
      ...(context.scope.artifactType === undefined ? {} : { filtered }),
      ...(result.unreadable === undefined
        ? {}
        : { doubt: new RegistryError('bad-response', handle.client.registry, result.unreadable) }),
    };
  } catch (doubt) {
    await taken.catch(() => undefined);
    return { found: [...found.values()], doubt };
  }
}

/** Lists that were read a moment ago serve again, but never for what the person has opened: that is asked each time. */
async function listReferrers(
  { context, handle, subject, priority }: Inquiry,
  onPage: (page: readonly Descriptor[]) => void,
): Promise<ReferrersResult> {
  const { artifactType } = context.scope;
  const key = `${handle.repository}@${subject}`;
  const known = context.lists.mayReuse(subject) ? handle.cache.referrers.get(key) : undefined;
  if (known !== undefined && artifactType === undefined) {
    context.lists.countReuse();
    return known;
  }
  const filter = artifactType === undefined ? {} : { artifactType };
  const result = await context.budget.call(
    (signal) => handle.client.listReferrers(handle.repository, subject, { signal, onPage, ...filter }),
    priority,
  );
  if (artifactType === undefined && result.support === 'supported' && result.cut === undefined)
    handle.cache.referrers.set(key, result);
  return result;
}

// A registry that says it filtered is not believed; one that leaves types out (old Harbor, lists that ggcr wrote) is no
// reason to hide what it lists.
function matches(wanted: string | undefined, descriptor: Descriptor): 'yes' | 'no' | 'unknown' {
  if (wanted === undefined || descriptor.artifactType === wanted) return 'yes';
  return descriptor.artifactType === undefined ? 'unknown' : 'no';
}

async function takeByType(
  inquiry: Inquiry,
  entry: Descriptor,
  found: Map<Digest, Descriptor>,
): Promise<void> {
  const { context, handle, priority } = inquiry;
  const fetched = await context.budget.call(
    (signal) => handle.client.getManifest(handle.repository, entry.digest, { signal }),
    priority,
  );
  if (artifactTypeOf(fetched.manifest) !== context.scope.artifactType) return;
  if (emitListedReferrer(inquiry, entry)) found.set(entry.digest, entry);
}
