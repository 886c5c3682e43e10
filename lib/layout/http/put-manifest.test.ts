import { describe, expect, test } from 'vitest';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';

const subject = { mediaType: mediaTypes.ociManifest, digest: digestOf('missing'), size: 7 };
const typed = { 'Content-Type': mediaTypes.ociManifest };

describe('a manifest that is pushed', () => {
  test('is kept under a sha512 digest, with all tags of one request', async () => {
    await using registry = await openScratchRegistry();
    await registry.pushBlob('acme/app', '{}');
    const body = JSON.stringify(artifactManifest());
    const digest = digestOf(body, 'sha512');
    const path = `acme/app/manifests/${digest}?tag=1.0&tag=1`;
    const put = await registry.ask('PUT', path, { body, headers: typed });
    expect([put.status, put.headers.get('OCI-Tag')]).toEqual([201, '1.0, 1']);
    const got = await registry.ask('GET', 'acme/app/manifests/1');
    expect(got.headers.get('Docker-Content-Digest')).toBe(digest);
  });

  test('may have a subject that is missing, and says that it was understood', async () => {
    await using registry = await openScratchRegistry();
    await registry.pushBlob('acme/app', '{}');
    const body = JSON.stringify(artifactManifest({ subject }));
    const put = await registry.ask('PUT', 'acme/app/manifests/sig', { body, headers: typed });
    expect([put.status, put.headers.get('OCI-Subject')]).toEqual([201, subject.digest]);
  });

  test('that is an index of blobs is taken once they are there', async () => {
    await using registry = await openScratchRegistry();
    const entry = { mediaType: 'application/vnd.own.part', digest: digestOf('part'), size: 4 };
    const body = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [entry] });
    const put = () =>
      registry.ask('PUT', 'acme/cache/manifests/1', {
        body,
        headers: { 'Content-Type': mediaTypes.ociIndex },
      });
    const refused = await put();
    expect([refused.status, await refused.text()]).toEqual([404, expect.stringContaining(entry.digest)]);
    await registry.pushBlob('acme/cache', 'part');
    expect((await put()).status).toBe(201);
  });

  test('may be an index whose children are missing or that has none', async () => {
    await using registry = await openScratchRegistry();
    const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex };
    await registry.pushManifest('acme/app', { ...index, manifests: [] });
    await registry.pushManifest('acme/app', { ...index, manifests: [subject] }, 'sparse');
  });

  test('may leave out layers that must not be distributed', async () => {
    await using registry = await openScratchRegistry();
    await registry.pushBlob('acme/app', '{}');
    const mediaType = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip';
    await registry.pushManifest('acme/app', artifactManifest({ layers: [{ ...subject, mediaType }] }), '1');
  });

  test.each([
    ['no JSON', '1', 'not json', 400, 'MANIFEST_INVALID'],
    ['an index and an image at once', '1', { ...artifactManifest(), manifests: [] }, 400, 'MANIFEST_INVALID'],
    ['of another type than its header', '1', { mediaType: mediaTypes.ociIndex }, 400, 'MANIFEST_INVALID'],
    ['without its blobs', '1', artifactManifest({ layers: [subject] }), 404, 'MANIFEST_BLOB_UNKNOWN'],
    ['under another digest', digestOf('other'), artifactManifest(), 400, 'DIGEST_INVALID'],
    ['under half a digest', 'sha256:abc', artifactManifest(), 400, 'DIGEST_INVALID'],
    ['under what is no tag', '.hidden', artifactManifest(), 400, 'TAG_INVALID'],
    ['with a second tag that is none', 'a?tag=-', artifactManifest(), 400, 'TAG_INVALID'],
    ['larger than 4 MiB', '1', `"${'x'.repeat(4 * 1024 * 1024)}"`, 413, 'SIZE_INVALID'],
  ])('is refused: %s', async (_, reference, document, status, code) => {
    await using registry = await openScratchRegistry();
    await registry.pushBlob('acme/app', '{}');
    const body = typeof document === 'string' ? document : JSON.stringify(document);
    const put = await registry.ask('PUT', `acme/app/manifests/${reference}`, { body, headers: typed });
    expect([put.status, JSON.parse(await put.text()).errors[0].code]).toEqual([status, code]);
    expect((await registry.ask('GET', 'acme/app/tags/list')).status).toBe(404);
  });

  test('keeps its place when many are written at once', async () => {
    await using registry = await openScratchRegistry();
    await registry.pushBlob('acme/app', '{}');
    const tags = Array.from({ length: 40 }, (_, at) => `t${at}`);
    const push = (tag: string) =>
      registry.pushManifest('acme/app', artifactManifest({ annotations: { tag } }), tag);
    const digests = await Promise.all(tags.map(push));
    for (const [at, tag] of tags.entries()) {
      const head = await registry.ask('HEAD', `acme/app/manifests/${tag}`);
      expect(head.headers.get('Docker-Content-Digest')).toBe(digests[at]);
    }
  });
});
