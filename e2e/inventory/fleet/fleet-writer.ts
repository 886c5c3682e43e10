import { describeBytes } from '#e2e/fakes/fake-store';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';

/** A request to the registry: its path behind `/v2/`. */
export type Send = (path: string, init: RequestInit) => Promise<Response>;

type ManifestText = Readonly<Record<string, unknown>> & { readonly mediaType: string };

/** Writes to a registry as clients do. */
export type FleetWriter = {
  readonly putBlob: (repository: string, content: string | Uint8Array, type: string) => Promise<Descriptor>;
  /** Puts a manifest under a tag, or under its digest where there is none. */
  readonly putManifest: (repository: string, manifest: ManifestText, tag?: string) => Promise<Descriptor>;
  /** Points a tag to a manifest that is there. */
  readonly tag: (repository: string, digest: Digest, type: string, tag: string) => Promise<void>;
  /** A list of referrers under a tag is kept up by who attaches, where the registry keeps none. */
  readonly list: (repository: string, subject: Digest, referrer: Descriptor) => Promise<void>;
  readonly unlist: (repository: string, subject: Digest, referrer: Digest) => Promise<void>;
  readonly remove: (repository: string, reference: string) => Promise<void>;
};

/** A writer; without `hasReferrers` the registry has no API for referrers. */
export function createFleetWriter(send: Send, hasReferrers: boolean): FleetWriter {
  const lists = new Map<string, Descriptor[]>();
  const putBytes = async (path: string, method: string, type: string, bytes: Uint8Array<ArrayBuffer>) => {
    const response = await send(path, { method, headers: { 'content-type': type }, body: bytes });
    if (response.status >= 300)
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
    return response;
  };
  const putManifest: FleetWriter['putManifest'] = async (repository, manifest, tag) => {
    const bytes = new TextEncoder().encode(JSON.stringify(manifest));
    const descriptor = describeBytes(bytes, manifest.mediaType);
    const path = `${repository}/manifests/${tag ?? descriptor.digest}`;
    await putBytes(path, 'PUT', manifest.mediaType, bytes);
    return descriptor;
  };
  const remove: FleetWriter['remove'] = async (repository, reference) => {
    const response = await send(`${repository}/manifests/${reference}`, { method: 'DELETE' });
    if (response.status !== 202)
      throw new Error(
        `DELETE ${repository}/manifests/${reference}: ${response.status} ${await response.text()}`,
      );
  };
  const writeList = async (repository: string, subject: Digest) => {
    const manifests = lists.get(`${repository}@${subject}`) ?? [];
    const tag = referrersTag(subject);
    if (manifests.length === 0) return await remove(repository, tag);
    const list = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests };
    await putManifest(repository, list, tag);
  };
  return {
    putManifest,
    remove,
    tag: async (repository, digest, type, tag) => {
      const found = await send(`${repository}/manifests/${digest}`, { headers: { accept: type } });
      if (found.status !== 200) throw new Error(`GET ${repository}/manifests/${digest}: ${found.status}`);
      await putBytes(
        `${repository}/manifests/${tag}`,
        'PUT',
        type,
        new Uint8Array(await found.arrayBuffer()),
      );
    },
    putBlob: async (repository, content, type) => {
      const bytes =
        typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content);
      const blob = describeBytes(bytes, type);
      await upload(send, repository, blob, bytes);
      return blob;
    },
    list: async (repository, subject, referrer) => {
      if (hasReferrers) return;
      const key = `${repository}@${subject}`;
      lists.set(key, [...(lists.get(key) ?? []), referrer]);
      await writeList(repository, subject);
    },
    unlist: async (repository, subject, referrer) => {
      const key = `${repository}@${subject}`;
      const known = lists.get(key);
      if (hasReferrers || known === undefined) return;
      lists.set(
        key,
        known.filter(({ digest }) => digest !== referrer),
      );
      await writeList(repository, subject);
    },
  };
}

/** In two requests: not every registry takes a blob in one. */
async function upload(
  send: Send,
  repository: string,
  blob: Descriptor,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const begun = await send(`${repository}/blobs/uploads/`, { method: 'POST' });
  await begun.arrayBuffer();
  const location = begun.headers.get('location');
  if (begun.status !== 202 || location === null) throw new Error(`POST ${repository}/blobs: ${begun.status}`);
  const { pathname, searchParams } = new URL(location, 'http://registry.example');
  searchParams.set('digest', blob.digest);
  const path = `${pathname.replace(/^\/v2\//, '')}?${searchParams}`;
  const headers = { 'content-type': 'application/octet-stream' };
  const ended = await send(path, { method: 'PUT', headers, body: bytes });
  if (ended.status !== 201) throw new Error(`PUT ${path}: ${ended.status} ${await ended.text()}`);
  await ended.arrayBuffer();
}
