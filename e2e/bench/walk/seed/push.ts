import { createHash } from 'node:crypto';
import { Agent, request } from 'undici';
import type { Descriptor } from '#lib/oci/descriptor';
import { digestFromHash } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';

/** Puts content into one repository by plain requests: a thousand artifacts would take a real client minutes. */
export type Pusher = {
  readonly pushBlob: (mediaType: string, content: string) => Promise<Descriptor>;
  /** Puts a manifest by its digest, or under a tag. `isListed` tells whether the registry lists it as a referrer itself. */
  readonly pushManifest: (
    manifest: ManifestDocument,
    tag?: string,
  ) => Promise<{ readonly descriptor: Descriptor; readonly isListed: boolean }>;
  readonly close: () => Promise<void>;
};

type ManifestDocument = { readonly artifactType?: string; readonly [field: string]: unknown };

const connections = 8;

/** A pusher to `repository` of the registry at `url`, which speaks plain http and asks nobody who is there. */
export function openPusher(url: string, repository: string): Pusher {
  const dispatcher = new Agent({ connections });
  const send = async (method: 'POST' | 'PUT', target: string, mediaType: string, body: string) => {
    const headers = { 'content-type': mediaType };
    const answer = await request(new URL(target, url), { dispatcher, method, headers, body });
    const said = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${method} ${target}: ${answer.statusCode} ${said}`);
    return answer.headers;
  };
  return {
    pushBlob: async (mediaType, content) => {
      const blob = descriptorOf(mediaType, content);
      const upload = await send('POST', `/v2/${repository}/blobs/uploads/`, 'application/octet-stream', '');
      const end = new URL(String(upload.location), url);
      end.searchParams.set('digest', blob.digest);
      await send('PUT', end.href, 'application/octet-stream', content);
      return blob;
    },
    pushManifest: async (manifest, tag) => {
      const { artifactType } = manifest;
      const mediaType = String(manifest.mediaType ?? mediaTypes.ociManifest);
      const content = JSON.stringify(manifest);
      const descriptor = descriptorOf(mediaType, content);
      const target = `/v2/${repository}/manifests/${tag ?? descriptor.digest}`;
      const headers = await send('PUT', target, mediaType, content);
      const type = artifactType === undefined ? {} : { artifactType };
      return { descriptor: { ...descriptor, ...type }, isListed: headers['oci-subject'] !== undefined };
    },
    close: () => dispatcher.close(),
  };
}

function descriptorOf(mediaType: string, content: string): Descriptor {
  const bytes = Buffer.from(content);
  const digest = digestFromHash('sha256', createHash('sha256').update(bytes).digest('hex'));
  return { mediaType, digest, size: bytes.byteLength };
}
