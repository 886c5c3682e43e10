import type { Digest } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import { referrersTag } from '#lib/oci/referrers-tag';

/** The same text with another signature of the same length: that of a `.sig` manifest, or of a bundle. */
export function bendSignature(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(bytes);
  const bent = text.replace(
    /("(?:sig|dev\.cosignproject\.cosign\/signature)":\s*"[^"]{12})([^"])/,
    (_whole, before: string, letter: string) => `${before}${letter === 'A' ? 'B' : 'A'}`,
  );
  if (bent === text) throw new Error('There is no signature to bend.');
  return new TextEncoder().encode(bent);
}

/** The one layer of the one referrer of an image, by the API or by the referrers tag. */
export async function readSignature(host: string, name: string, digest: Digest): Promise<Uint8Array> {
  const at = `http://${host}/v2/${name}`;
  const list = await readBytes(`${at}/referrers/${digest}`).catch(() =>
    readBytes(`${at}/manifests/${referrersTag(digest)}`),
  );
  const index = parseManifest(list.bytes, list.mediaType);
  const [referrer] = index.shape === 'index' ? index.manifests : [];
  const { bytes, mediaType } = await readBytes(`${at}/manifests/${referrer?.digest}`);
  const manifest = parseManifest(bytes, mediaType);
  const [layer] = manifest.shape === 'manifest' ? manifest.layers : [];
  return (await readBytes(`${at}/blobs/${layer?.digest}`)).bytes;
}

type Bytes = { readonly bytes: Uint8Array<ArrayBuffer>; readonly mediaType: string };

const accept = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  '*/*',
].join();

/** What an address of a registry without protection answers. */
export async function readBytes(url: string): Promise<Bytes> {
  const answer = await fetch(url, { headers: { accept } });
  if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}.`);
  return {
    bytes: new Uint8Array(await answer.arrayBuffer()),
    mediaType: answer.headers.get('content-type') ?? '',
  };
}

/** Puts bytes at an address of a registry without protection. */
export async function writeBytes(url: string, { bytes, mediaType }: Bytes): Promise<void> {
  const answer = await fetch(url, { method: 'PUT', headers: { 'content-type': mediaType }, body: bytes });
  if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}.`);
}
