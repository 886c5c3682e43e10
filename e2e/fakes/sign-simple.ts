import { generateKeyPairSync, sign } from 'node:crypto';
import { pushBlob, pushManifest } from '#e2e/fakes/embedded';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';

/** A key as cosign makes it. */
export function makeKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, pem: String(publicKey.export({ type: 'spki', format: 'pem' })) };
}

/** What cosign signs about an image (https://github.com/containers/image/blob/main/docs/containers-signature.5.md#json-data-format). */
export function payloadOf(digest: string, name = 'a'): string {
  const image = { 'docker-manifest-digest': digest };
  const critical = {
    identity: { 'docker-reference': name },
    image,
    type: 'cosign container image signature',
  };
  return JSON.stringify({ critical, optional: null });
}

export type SignedPayload = { readonly payload: string; readonly signature: string };

/** A payload with its signature, as base64. */
export function signPayload(
  privateKey: ReturnType<typeof makeKey>['privateKey'],
  payload: string,
): SignedPayload {
  return { payload, signature: sign('sha256', Buffer.from(payload), privateKey).toString('base64') };
}

/** Puts signatures of an image where cosign 2 does: each a layer of the manifest under its tag. */
export async function pushSignatures(
  registry: EmbeddedRegistry,
  repository: string,
  subject: Descriptor,
  signed: readonly SignedPayload[],
): Promise<Descriptor> {
  const config = { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.ociConfig };
  const layers: Descriptor[] = [];
  for (const { payload, signature } of signed)
    layers.push({
      ...(await pushBlob(registry, repository, payload)),
      mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json',
      annotations: { 'dev.cosignproject.cosign/signature': signature },
    });
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers };
  return await pushManifest(registry, repository, document, `${subject.digest.replace(':', '-')}.sig`);
}

/** A policy that wants a signature by a key on every image. */
export function keyPolicy(pem: string, glob = '**') {
  const authorities = [{ name: 'release', key: { data: pem } }];
  return {
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'acme' },
    spec: { images: [{ glob }], authorities },
  };
}
