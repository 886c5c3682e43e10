import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Digest } from '#lib/oci/digest';
import { parseDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import type { Target } from '#lib/verify/signed-evidence';

const descriptor = z.object({
  mediaType: z.string(),
  digest: z.string(),
  size: z.number(),
  artifactType: z.string().optional(),
  annotations: z.record(z.string(), z.string()).optional(),
});
const manifest = z.looseObject({ layers: z.array(descriptor) });
const index = z.object({ manifests: z.array(descriptor) });
type SignatureManifest = z.infer<typeof manifest>;

/** One piece of evidence as it lies in a registry: the manifest, and the bytes of each of its layers. */
export type Carried = { readonly manifest: SignatureManifest; readonly blobs: readonly Buffer[] };

/** Reads and writes the content of one registry that speaks plain http. */
export function contentOf(url: string) {
  const get = async (path: string): Promise<Buffer | undefined> => {
    const answer = await fetch(`${url}/v2/${path}`, { headers: { accept: mediaTypes.ociManifest } });
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}.`);
    return Buffer.from(await answer.arrayBuffer());
  };

  const putBlob = async (repository: string, bytes: Uint8Array): Promise<Digest> => {
    const started = await fetch(`${url}/v2/${repository}/blobs/uploads/`, { method: 'POST' });
    const place = new URL(started.headers.get('location') ?? '', url);
    const digest = digestOf(bytes);
    place.searchParams.set('digest', digest);
    const type = { 'content-type': 'application/octet-stream' };
    const put = await fetch(place, { method: 'PUT', body: Buffer.from(bytes), headers: type });
    if (!put.ok) throw new Error(`The registry refuses a blob with ${put.status}.`);
    return digest;
  };

  const putManifest = async (repository: string, value: unknown, name?: string): Promise<Target> => {
    const bytes = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
    const digest = digestOf(bytes);
    const put = await fetch(`${url}/v2/${repository}/manifests/${name ?? digest}`, {
      method: 'PUT',
      body: bytes,
      headers: { 'content-type': mediaTypes.ociManifest },
    });
    if (!put.ok) throw new Error(`The registry refuses a manifest with ${put.status}.`);
    return { digest, size: bytes.length, mediaType: mediaTypes.ociManifest, bytes };
  };

  /** An image without files; the title makes its digest its own. */
  const putImage = async (repository: string, title: string): Promise<Target> => {
    const empty = Buffer.from('{}');
    const digest = await putBlob(repository, empty);
    const config = { mediaType: mediaTypes.ociConfig, digest, size: empty.length };
    const annotations = { 'org.opencontainers.image.title': title };
    const image = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [], annotations };
    return putManifest(repository, image);
  };

  const carriedBy = async (repository: string, name: string): Promise<Carried | undefined> => {
    const bytes = await get(`${repository}/manifests/${name}`);
    if (bytes === undefined) return undefined;
    const read = manifest.parse(JSON.parse(bytes.toString()));
    const blobs = await Promise.all(
      read.layers.map(async ({ digest }) => (await get(`${repository}/blobs/${digest}`)) ?? Buffer.alloc(0)),
    );
    return { manifest: read, blobs };
  };

  /** The signatures of an artifact: by the tag of cosign 1 and 2, and by the referrers API. */
  const signaturesOf = async (repository: string, { digest }: Target): Promise<readonly Carried[]> => {
    const tag = await carriedBy(repository, `${digest.replace(':', '-')}.sig`);
    const listed = await get(`${repository}/referrers/${digest}`);
    const { manifests } = index.parse(JSON.parse(listed?.toString() ?? '{"manifests":[]}'));
    const referring = await Promise.all(manifests.map((one) => carriedBy(repository, one.digest)));
    return [tag, ...referring].filter((one) => one !== undefined);
  };

  /** Hangs what was signed for one artifact on another, with other bytes where they are given. */
  const attach = async (repository: string, target: Target, carried: Carried): Promise<void> => {
    const layers = await Promise.all(
      carried.manifest.layers.map(async (layer, place) => {
        const bytes = carried.blobs[place] ?? Buffer.alloc(0);
        return { ...layer, digest: await putBlob(repository, bytes), size: bytes.length };
      }),
    );
    await putBlob(repository, Buffer.from('{}'));
    const { bytes: _, ...subject } = target;
    const isLegacy = carried.manifest.subject === undefined;
    const config = isLegacy ? { config: await legacyConfig(repository) } : { subject };
    const name = isLegacy ? `${target.digest.replace(':', '-')}.sig` : undefined;
    await putManifest(repository, { ...carried.manifest, ...config, layers }, name);
  };

  const legacyConfig = async (repository: string) => {
    const bytes = Buffer.from(
      '{"architecture":"","os":"","config":{},"rootfs":{"type":"layers","diff_ids":[]}}',
    );
    return { mediaType: mediaTypes.ociConfig, digest: await putBlob(repository, bytes), size: bytes.length };
  };

  return { putImage, signaturesOf, attach };
}

function digestOf(bytes: Uint8Array): Digest {
  return parseDigest(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
}
