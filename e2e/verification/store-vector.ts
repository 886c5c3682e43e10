import { createHash } from 'node:crypto';
import type { Layer, Piece, Subjects, Vector } from '#e2e/verification/vectors';
import { mediaTypes } from '#lib/oci/media-type';

/** Puts a vector into a repository of a registry as the tool that made it would: first what it is about, then the evidence. */
export async function storeVector(url: string, repository: string, vector: Vector, subjects: Subjects) {
  const place = `${url}/v2/${repository}`;
  const manifest = subjects.manifests.get(vector.subject);
  if (manifest === undefined) throw new Error(`No manifest ${vector.subject} for ${vector.name}.`);
  const { config, layers, mediaType } = JSON.parse(manifest.toString());
  for (const { digest } of [config, ...layers]) {
    const bytes = subjects.blobs.get(digest);
    if (bytes === undefined) throw new Error(`No blob ${digest} for ${vector.name}.`);
    await pushBlob(place, bytes);
  }
  await put(`${place}/manifests/${vector.subject}`, manifest, mediaType);
  const subject = { mediaType, digest: vector.subject, size: manifest.byteLength };
  for (const [index, piece] of vector.pieces.entries()) await storePiece(place, subject, piece, index);
}

type Pointer = { readonly mediaType: string; readonly digest: string; readonly size: number };

async function storePiece(place: string, subject: Pointer, piece: Piece, index: number): Promise<void> {
  const common = { schemaVersion: 2, mediaType: mediaTypes.ociManifest };
  if (piece.store === 'tag') {
    const config = await pushBlob(place, Buffer.from(`{"rootfs":{"type":"layers"},"place":${index}}`));
    const layers = await Promise.all(piece.layers.map((layer) => pushLayer(place, layer)));
    const document = { ...common, config: { ...config, mediaType: mediaTypes.ociConfig }, layers };
    await putManifest(place, document, `${subject.digest.replace(':', '-')}.${piece.suffix}`);
    return;
  }
  const empty = await pushBlob(place, Buffer.from('{}'));
  // Equal pieces are manifests of their own: a tool writes when it signed.
  const annotations = {
    'org.opencontainers.image.created': new Date(1_760_000_000_000 + index).toISOString(),
  };
  const layers = [await pushLayer(place, piece.layer)];
  const isNotation = piece.store === 'notation';
  await putManifest(place, {
    ...common,
    ...(isNotation ? {} : { artifactType: piece.artifactType }),
    config: { ...empty, mediaType: isNotation ? 'application/vnd.cncf.notary.signature' : mediaTypes.empty },
    layers,
    subject,
    annotations,
  });
}

async function pushLayer(place: string, { bytes, mediaType, annotations }: Layer) {
  const pointer = await pushBlob(place, bytes);
  return { ...pointer, mediaType, ...(annotations === undefined ? {} : { annotations }) };
}

async function pushBlob(place: string, bytes: Uint8Array): Promise<Pointer> {
  const digest = digestOf(bytes);
  const begun = await fetch(`${place}/blobs/uploads/`, { method: 'POST' });
  const location = new URL(begun.headers.get('location') ?? '', place);
  location.searchParams.set('digest', digest);
  await put(location.href, bytes, 'application/octet-stream');
  return { mediaType: 'application/octet-stream', digest, size: bytes.byteLength };
}

async function putManifest(place: string, document: object, tag?: string): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(document));
  await put(`${place}/manifests/${tag ?? digestOf(bytes)}`, bytes, mediaTypes.ociManifest);
}

async function put(url: string, bytes: Uint8Array, type: string): Promise<void> {
  const headers = { 'content-type': type };
  const response = await fetch(url, { method: 'PUT', headers, body: Uint8Array.from(bytes) });
  if (response.status !== 201) throw new Error(`PUT ${url}: ${response.status} ${await response.text()}`);
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
