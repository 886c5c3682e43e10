import { OciError } from '#lib/oci/oci-error';
import type { Reference } from '#lib/oci/reference';
import { formatReference, manifestSelector, parseReference } from '#lib/oci/reference';
import type { ManifestBytes, RegistryClient } from '#lib/registry/registry-client';
import { connect } from '#lib/server/sessions/connect';
import { immutableHeaders, notModified } from './response-headers.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/** The exact bytes of a manifest, with the digest that we computed. */
export async function answerManifest({ request, url, session, signal }: RouteCall): Promise<Response> {
  const reference = parseReference(readQuery('GET /api/manifest', url).ref);
  const known = reference.digest === undefined ? undefined : notModified(request, reference.digest);
  if (known !== undefined) return known;
  const client = connect(session, reference.registry);
  const fetched = await getReadable(client, reference, signal);
  const headers = {
    ...immutableHeaders(fetched.digest),
    ...(reference.digest === undefined ? { 'cache-control': 'private, no-cache' } : {}),
    'content-type': fetched.mediaType,
    'orrery-length': String(fetched.bytes.byteLength),
  };
  return notModified(request, fetched.digest) ?? new Response(fetched.bytes, { headers });
}

/**
 * A manifest that breaks the specs is given as mere bytes, so that a person can look at what is wrong. The type is what
 * the manifest was read as and never what the registry sent: that could call it a web page.
 */
async function getReadable(
  client: RegistryClient,
  reference: Reference,
  signal: AbortSignal,
): Promise<ManifestBytes> {
  const target = [reference.repository, manifestSelector(reference), { signal }] as const;
  try {
    const fetched = await client.getManifest(...target);
    return { ...fetched, mediaType: fetched.manifest.mediaType };
  } catch (error) {
    if (!(error instanceof OciError)) throw error;
    return { ...(await client.getManifestBytes(...target)), mediaType: 'application/octet-stream' };
  }
}

/** What a reference points to now. */
export async function answerResolve({ url, session, signal }: RouteCall): Promise<Response> {
  const reference = parseReference(readQuery('GET /api/resolve', url).ref);
  const client = connect(session, reference.registry);
  const { digest, mediaType, size } = await client.resolveManifest(
    reference.repository,
    manifestSelector(reference),
    { signal },
  );
  return respondJson('GET /api/resolve', { reference: formatReference(reference), digest, mediaType, size });
}
