import type { SingleFlight } from '#lib/async/single-flight';
import { createSingleFlight } from '#lib/async/single-flight';
import type { ReferrersPageAnswer } from '#lib/registry/calls/list-referrers';
import type { NamesPage } from '#lib/registry/registry-client';
import type { Revalidation } from '#lib/registry/transport/revalidation';
import { createRevalidation } from '#lib/registry/transport/revalidation';
import type { AccessCache } from './access-cache.ts';
import { createAccessCache } from './access-cache.ts';
import type { ManifestCache, ManifestStore } from './manifest-cache.ts';
import { createManifestCache } from './manifest-cache.ts';
import type { ReferrersCache } from './referrers-cache.ts';
import { createReferrersCache } from './referrers-cache.ts';

/** All that the clients of one connection remember together. It is one session's, but for the bytes in the store. */
export type ConnectionCache = {
  readonly access: AccessCache;
  readonly manifests: ManifestCache;
  readonly referrers: ReferrersCache;
  readonly namesInFlight: SingleFlight<NamesPage>;
  readonly revalidated: Revalidated;
};

/** Lists that the registry gave with an `ETag`. */
type Revalidated = {
  readonly referrers: Revalidation<ReferrersPageAnswer>;
  readonly names: Revalidation<NamesPage>;
};

/** An empty memory for one session and one registry. */
export function createConnectionCache(
  origin: string,
  store: ManifestStore,
  now: () => number,
): ConnectionCache {
  const access = createAccessCache(now);
  return {
    access,
    manifests: createManifestCache({ origin, store, access }),
    referrers: createReferrersCache(access.generation),
    namesInFlight: createSingleFlight<NamesPage>(),
    revalidated: {
      referrers: createRevalidation((page) => (page.support === 'supported' ? page.size * 2 : 0)),
      names: createRevalidation(({ names }) => names.reduce((sum, name) => sum + name.length + 32, 0)),
    },
  };
}
