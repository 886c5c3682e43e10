import { testServices } from '#e2e/fakes/call-route';
import { openTestRegistry, pushBlob, pushManifest, scriptedRegistry } from '#e2e/fakes/embedded';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import { parseAuditScope } from '#lib/server/audit/audit-scope';
import type { AuditRequest } from '#lib/server/audit/run-audit';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { sessionOf } from '#lib/server/sessions/session';

/** Puts an image that no other is like into `app`. */
export async function pushNamed(
  registry: EmbeddedRegistry,
  name: string,
  ...tags: readonly string[]
): Promise<Descriptor> {
  const config = { ...(await pushBlob(registry, 'app', '{}')), mediaType: mediaTypes.ociConfig };
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] };
  const image = await pushManifest(registry, 'app', { ...document, annotations: { name } });
  for (const tag of tags) await pushManifest(registry, 'app', { ...document, annotations: { name } }, tag);
  return image;
}

/** Attaches an SBOM without packages to an artifact of `app`; its content alone tells what it is if the type does not. */
export async function attachSbom(
  registry: EmbeddedRegistry,
  { digest, size, mediaType }: Descriptor,
  type = 'application/spdx+json',
): Promise<void> {
  const sbom = JSON.stringify({
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: digest,
    packages: [],
  });
  await pushManifest(registry, 'app', {
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: type },
    config: { ...(await pushBlob(registry, 'app', '{}')), mediaType: mediaTypes.empty },
    layers: [{ ...(await pushBlob(registry, 'app', sbom)), mediaType: type }],
    subject: { digest, size, mediaType },
  });
}

type Hear = (path: string, real: EmbeddedRegistry) => unknown;

/** A registry with an image in `app` for each tag; it hears of every request, as `GET /v2/…`, before it is answered. */
export async function openAudited(tags: readonly string[], hear: Hear = () => undefined) {
  const real = await openTestRegistry();
  const images = new Map<string, Descriptor>();
  for (const tag of tags) images.set(tag, await pushNamed(real, tag, tag));
  const requests: string[] = [];
  const registry = scriptedRegistry(async (request) => {
    const path = `${request.method} ${new URL(request.url).pathname}`;
    requests.push(path);
    const answer = await hear(path, real);
    return answer instanceof Response ? answer : await real.handle(request);
  });
  testServices({}, registry);
  testVerification();
  /** What was asked since this was asked last. */
  const asked = () => requests.splice(0);
  return { ref: `${registry.hosts[0]}/app`, real, images, asked };
}

const rules = {
  requirements: { rules: [] },
  stated: { source: 'none', text: '' } as const,
  require: [],
  only: undefined,
  problems: [],
  remarks: [],
};

/** A question of nobody's session that requires nothing. */
export function auditRequest(ref: string, change: Partial<AuditRequest> = {}): AuditRequest {
  return {
    session: sessionOf(new Request('http://localhost:4400')),
    scope: parseAuditScope(ref),
    rules,
    isFresh: false,
    signal: new AbortController().signal,
    ...change,
  };
}
