import { parameters } from '#lib/api/parameters';
import { formatReference, manifestSelector, parseReference } from '#lib/oci/reference';
import { immutableHeaders, notModified } from '#lib/server/answers/immutable';
import { readParameters } from '#lib/server/answers/read-parameters';
import { connect } from '#lib/server/connect';
import type { RouteCall } from '#lib/server/handler';

/** The exact bytes of a manifest, with the digest that we computed. */
export async function answerManifest({ request, url, session, signal }: RouteCall): Promise<Response> {
  const reference = parseReference(readParameters(parameters.manifest, url).ref);
  const known = reference.digest === undefined ? undefined : notModified(request, reference.digest);
  if (known !== undefined) return known;
  const client = connect(session, reference.registry);
  const fetched = await client.getManifest(reference.repository, manifestSelector(reference), { signal });
  const headers = {
    ...immutableHeaders(fetched.digest),
    ...(reference.digest === undefined ? { 'cache-control': 'private, no-cache' } : {}),
    // Not what the registry sent but what the manifest was read as: a registry could call it a web page.
    'content-type': fetched.manifest.mediaType,
    'orrery-length': String(fetched.bytes.byteLength),
  };
  return notModified(request, fetched.digest) ?? new Response(fetched.bytes, { headers });
}

/** What a reference points to now. */
export async function answerResolve({ url, session, signal }: RouteCall): Promise<Response> {
  const reference = parseReference(readParameters(parameters.resolve, url).ref);
  const client = connect(session, reference.registry);
  const { digest, mediaType, size } = await client.resolveManifest(
    reference.repository,
    manifestSelector(reference),
    { signal },
  );
  return Response.json({ reference: formatReference(reference), digest, mediaType, size });
}
