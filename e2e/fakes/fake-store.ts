import { createHash } from 'node:crypto';
import type { Descriptor } from '#lib/oci/descriptor';
import { digestFromHash } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';

type Json = Readonly<Record<string, unknown>>;
type Extra = { readonly artifactType?: string; readonly subject?: Descriptor; readonly annotations?: Json };

/** Content of one repository in memory, filled in one line per artifact. */
export type FakeStore = {
  readonly manifests: Map<string, { readonly bytes: Uint8Array<ArrayBuffer>; readonly mediaType: string }>;
  readonly tags: Map<string, string>;
  readonly put: (document: Json, tag?: string) => Descriptor;
  readonly image: (name: string, extra?: Extra & { readonly tag?: string }) => Descriptor;
  readonly index: (manifests: readonly Descriptor[], extra?: Extra & { readonly tag?: string }) => Descriptor;
  /** An artifact that refers to a subject. */
  readonly refer: (subject: Descriptor, artifactType: string, name?: string) => Descriptor;
};

export function createFakeStore(): FakeStore {
  const manifests: FakeStore['manifests'] = new Map();
  const tags = new Map<string, string>();
  const put = (document: Json, tag?: string): Descriptor => {
    const bytes = new TextEncoder().encode(JSON.stringify(document));
    const descriptor = describeBytes(bytes, String(document.mediaType));
    manifests.set(descriptor.digest, { bytes, mediaType: descriptor.mediaType });
    if (tag !== undefined) tags.set(tag, descriptor.digest);
    return descriptor;
  };
  const image: FakeStore['image'] = (name, { tag, ...extra } = {}) => {
    const config = describeBytes(new TextEncoder().encode(name), mediaTypes.ociConfig);
    return put(
      { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [layer(name)], ...extra },
      tag,
    );
  };
  const index: FakeStore['index'] = (entries, { tag, ...extra } = {}) =>
    put({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: entries, ...extra }, tag);
  const refer: FakeStore['refer'] = (subject, artifactType, name = artifactType) => {
    const config = describeBytes(new TextEncoder().encode('{}'), mediaTypes.empty);
    const layers = [layer(name)];
    const { digest, size, mediaType } = subject;
    const document = { config, layers, artifactType, subject: { mediaType, digest, size } };
    return put({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, ...document });
  };
  return { manifests, tags, put, image, index, refer };
}

/** The descriptor of some bytes. */
export function describeBytes(bytes: Uint8Array, mediaType: string): Descriptor {
  const digest = digestFromHash('sha256', createHash('sha256').update(bytes).digest('hex'));
  return { mediaType, digest, size: bytes.byteLength };
}

function layer(name: string): Descriptor {
  const bytes = new TextEncoder().encode(`layer of ${name}`);
  return describeBytes(bytes, 'application/vnd.oci.image.layer.v1.tar+gzip');
}
