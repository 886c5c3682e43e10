import type { SingleFlight } from '#lib/async/single-flight';
import { createSingleFlight } from '#lib/async/single-flight';
import type { ReferrersPageAnswer } from '#lib/registry/calls/list-referrers';
import type { AccessBook } from '#lib/registry/memory/access-book';
import { createAccessBook } from '#lib/registry/memory/access-book';
import type { ManifestMemory } from '#lib/registry/memory/manifest-memory';
import { createManifestMemory } from '#lib/registry/memory/manifest-memory';
import type { ManifestStore } from '#lib/registry/memory/manifest-store';
import type { ReferrersMemory } from '#lib/registry/memory/referrers-memory';
import { createReferrersMemory } from '#lib/registry/memory/referrers-memory';
import type { Revalidation } from '#lib/registry/memory/revalidation';
import { createRevalidation } from '#lib/registry/memory/revalidation';
import type { NamesPage } from '#lib/registry/registry-client';

/** All that the clients of one connection remember together. It is one session's, but for the bytes in the store. */
export type ConnectionMemory = {
  readonly access: AccessBook;
  readonly manifests: ManifestMemory;
  readonly referrers: ReferrersMemory;
  readonly namesInFlight: SingleFlight<NamesPage>;
  readonly revalidated: Revalidated;
};

/** Lists that the registry gave with an `ETag`. */
export type Revalidated = {
  readonly referrers: Revalidation<ReferrersPageAnswer>;
  readonly names: Revalidation<NamesPage>;
};

/** An empty memory for one session and one registry. */
export function createConnectionMemory(
  origin: string,
  store: ManifestStore,
  now: () => number,
): ConnectionMemory {
  const access = createAccessBook(now);
  return {
    access,
    manifests: createManifestMemory({ origin, store, access }),
    referrers: createReferrersMemory(access.era),
    namesInFlight: createSingleFlight<NamesPage>(),
    revalidated: {
      referrers: createRevalidation((page) => (page.support === 'supported' ? page.size * 2 : 0)),
      names: createRevalidation(({ names }) => names.reduce((sum, name) => sum + name.length + 32, 0)),
    },
  };
}
