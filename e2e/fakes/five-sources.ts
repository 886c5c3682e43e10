import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import { testLimits } from '#e2e/fakes/test-client';
import { walkOptions } from '#e2e/fakes/walk-to-end';
import type { FaultRule } from '#e2e/faults/fault-registry';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import { createDiscoveryCache } from '#lib/discovery/repository-handle';
import { walk } from '#lib/discovery/walk/walk';
import { addFacts } from '#lib/graph/collect-facts';
import type { GraphState } from '#lib/graph/graph-state';
import { emptyGraphState } from '#lib/graph/graph-state';
import { mediaTypes } from '#lib/oci/media-type';
import { parseReference } from '#lib/oci/reference';
import { referrersTag } from '#lib/oci/referrers-tag';
import { createRegistryClient } from '#lib/registry/client/create-registry-client';
import type { EmbeddedRegistry } from '#lib/server/platform/services';

const home = 'acme/app';
const away = 'acme/signatures';
const platform = { os: 'linux', architecture: 'amd64' };

/** An index of which each of five sources knows one more thing, in a registry that can be made to fail. */
export async function fiveSources() {
  const registry = await openTestRegistry();
  const push = (name: string, tag?: string) => pushNamed(registry, home, name, tag);
  const image = await push('amd64');
  const attestation = await push('attestation');
  const root = await pushManifest(
    registry,
    home,
    {
      schemaVersion: 2,
      mediaType: mediaTypes.ociIndex,
      manifests: [
        { ...image, platform },
        {
          ...attestation,
          platform: { os: 'unknown', architecture: 'unknown' },
          annotations: {
            'vnd.docker.reference.type': 'attestation-manifest',
            'vnd.docker.reference.digest': image.digest,
          },
        },
      ],
    },
    '1.0',
  );
  const prefix = referrersTag(root.digest);
  const listed = await pushNamed(registry, home, 'listed', undefined, { subject: root });
  const entries = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [listed] };
  await pushManifest(registry, home, entries, prefix);
  const signature = await push('signature', `${prefix}.sig`);
  const elsewhere = await pushNamed(registry, away, 'elsewhere', `${prefix}.sig`);
  return { registry, prefix, root, image, attestation, listed, signature, elsewhere };
}

/** The graph of it, walked by a real client while the registry fails by these rules. */
export async function walkDespite(
  registry: EmbeddedRegistry,
  rules: readonly FaultRule[],
): Promise<GraphState> {
  const handle = createFaultRegistry(registry.handle, rules);
  const client = createRegistryClient({
    registry: embeddedHost,
    plainHttp: true,
    fetch: (url, { method, headers = {}, signal }) =>
      handle(new Request(url, { method, headers, signal: signal ?? null })),
    credentials: async () => undefined,
    limits: { ...testLimits, metadataTimeoutMs: 300, attemptsMax: 1 },
  });
  const memory = createDiscoveryCache();
  const options = walkOptions(client, '1.0', {
    reference: parseReference(`${embeddedHost}/${home}:1.0`),
    primary: { client, repository: home, cache: memory },
    others: [{ client, repository: away, cache: memory }],
  });
  const limits = { ...options.limits, documentsMax: 20 };
  let state = emptyGraphState;
  for await (const facts of walk({ ...options, limits })) state = addFacts(state, facts);
  return state;
}

async function pushNamed(
  registry: EmbeddedRegistry,
  repository: string,
  name: string,
  tag?: string,
  more: Readonly<Record<string, unknown>> = {},
) {
  const config = {
    ...(await pushBlob(registry, repository, JSON.stringify({ name }))),
    mediaType: mediaTypes.ociConfig,
  };
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [], ...more };
  return await pushManifest(registry, repository, document, tag);
}
