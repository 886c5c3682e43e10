import type { FakeStore } from '#e2e/fakes/fake-store';
import type { WritingClient } from '#e2e/fakes/test-client';
import type { Descriptor } from '#lib/oci/descriptor';
import { parseDigest } from '#lib/oci/digest';
import { artifactTypeOf, parseManifest } from '#lib/oci/manifest';
import { RegistryError } from '#lib/registry/registry-error';

export type FakeClient = WritingClient & {
  /** What was asked, in order: `manifest 1.0`, `referrers sha256:…`. */
  readonly calls: readonly string[];
};

/** A client over a store, with every method replaceable, so that a test states only the fault it is about. */
export function createFakeClient(
  store: FakeStore,
  faults: Partial<WritingClient> & { readonly hasReferrers?: boolean; readonly pageSize?: number } = {},
): FakeClient {
  const { hasReferrers = true, pageSize = 100, ...replaced } = faults;
  const calls: string[] = [];
  const refuse = () =>
    Promise.reject(new RegistryError('unsupported', 'fake.test', 'Not part of this fake.'));
  const client: WritingClient = {
    registry: 'fake.test',
    requests: () => ({ sent: calls.length, cached: 0 }),
    rateLimit: () => undefined,
    ping: async () => {},
    getManifest: async (_repository, selector) => {
      const digest = parseDigest(store.tags.get(selector) ?? selector);
      const found = find(store, digest);
      const manifest = parseManifest(found.bytes, found.mediaType);
      return { ...found, digest, manifest, verified: true };
    },
    listReferrers: async (_repository, subject, { onPage, artifactType } = {}) => {
      if (!hasReferrers) return { support: 'unsupported', evidence: 'it answered 404.' };
      const descriptors = referrersIn(store, subject);
      for (let at = 0; at < descriptors.length; at += pageSize)
        onPage?.(descriptors.slice(at, at + pageSize));
      return { support: 'supported', descriptors, filtered: artifactType === undefined };
    },
    getManifestBytes: refuse,
    resolveManifest: async (_repository, selector) => {
      if (isTagMissing(store, selector))
        throw new RegistryError('not-found', 'fake.test', `No tag ${selector}.`);
      const digest = parseDigest(store.tags.get(selector) ?? selector);
      const { bytes, mediaType } = find(store, digest);
      return { digest, mediaType, size: bytes.byteLength };
    },
    getBlob: refuse,
    hasBlob: refuse,
    probeTagDeletion: refuse,
    pushBlob: refuse,
    putManifest: refuse,
    deleteManifest: refuse,
    listTags: async () => ({ names: [...store.tags.keys()] }),
    listRepositories: refuse,
    ...replaced,
  };
  return {
    ...client,
    calls,
    getManifest: (repository, selector, options) => {
      calls.push(`manifest ${selector}`);
      return isTagMissing(store, selector) && replaced.getManifest === undefined
        ? Promise.reject(new RegistryError('not-found', 'fake.test', `No tag ${selector}.`))
        : client.getManifest(repository, selector, options);
    },
    resolveManifest: (repository, selector, options) => {
      calls.push(`head ${selector}`);
      return client.resolveManifest(repository, selector, options);
    },
    listTags: (repository, options) => {
      calls.push('tags');
      return client.listTags(repository, options);
    },
    listReferrers: (repository, subject, options) => {
      calls.push(`referrers ${subject}`);
      return client.listReferrers(repository, subject, options);
    },
  };
}

function find(store: FakeStore, digest: string) {
  const found = store.manifests.get(digest);
  if (found === undefined) throw new RegistryError('not-found', 'fake.test', `${digest} is not there.`);
  return found;
}

function isTagMissing(store: FakeStore, selector: string): boolean {
  return !selector.includes(':') && !store.tags.has(selector);
}

function referrersIn(store: FakeStore, subject: string): readonly Descriptor[] {
  return [...store.manifests].flatMap(([digest, { bytes, mediaType }]) => {
    const manifest = parseManifest(bytes, mediaType);
    if (manifest.subject?.digest !== subject) return [];
    const artifactType = artifactTypeOf(manifest);
    const size = bytes.byteLength;
    return [
      {
        mediaType,
        digest: parseDigest(digest),
        size,
        ...(artifactType === undefined ? {} : { artifactType }),
      },
    ];
  });
}
