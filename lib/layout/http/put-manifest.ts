import { stat } from 'node:fs/promises';
import { mayLieElsewhere, successorsOf } from '#lib/graph/successors';
import { toManifestRecord } from '#lib/layout/content/layout-index';
import { writeAtomically } from '#lib/layout/files/atomic-write';
import { unlessMissing } from '#lib/layout/files/file-error';
import { hashBytes } from '#lib/layout/files/file-stream';
import { emptyResponse, errorResponse } from '#lib/layout/http/responses';
import type { RouteContext, Selector } from '#lib/layout/http/route-context';
import { parseSelector } from '#lib/layout/http/route-context';
import { layoutLimits } from '#lib/layout/limits';
import type { Descriptor } from '#lib/oci/descriptor';
import { formatUnreadable } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { hashAlgorithmOf } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import { parseManifest } from '#lib/oci/manifest';
import { OciError } from '#lib/oci/oci-error';
import { isTag } from '#lib/oci/reference';

/**
 * `PUT /v2/<name>/manifests/<tag or digest>`, with further tags in `?tag=`:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests
 * Config, layers and the blobs of an index must exist; the manifests of an index and the subject need not:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests-with-subject
 */
export async function handlePutManifest(context: RouteContext): Promise<Response> {
  const target = parseTarget(context);
  if (target instanceof Response) return target;
  const bytes = await readBody(context.request, layoutLimits.manifestMaxBytes);
  if (bytes === 'too-large') {
    return errorResponse(
      'SIZE_INVALID',
      `A manifest may have at most ${layoutLimits.manifestMaxBytes} bytes.`,
      { status: 413 },
    );
  }
  const digest = hashBytes(target.algorithm, bytes);
  if (target.selector.by === 'digest' && target.selector.digest !== digest) {
    return errorResponse('DIGEST_INVALID', 'The manifest does not have this digest.', { detail: { digest } });
  }
  const manifest = parse(bytes, context.request.headers.get('Content-Type') ?? '');
  if (manifest instanceof Response) return manifest;
  const missing = await findMissingBlobs(context, manifest);
  if (missing.length > 0) {
    return errorResponse(
      'MANIFEST_BLOB_UNKNOWN',
      'The manifest names blobs that this repository does not have.',
      {
        detail: missing,
      },
    );
  }
  await store(context, { mediaType: manifest.mediaType, digest, size: bytes.byteLength }, manifest, {
    bytes,
    tags: target.tags,
  });
  return answerStored(context, digest, manifest);
}

type Target = {
  readonly selector: Selector;
  readonly tags: readonly string[];
  readonly algorithm: 'sha256' | 'sha512';
};

function parseTarget({ query, argument }: RouteContext): Target | Response {
  const selector = parseSelector(argument);
  if (selector === 'digest-invalid') return errorResponse('DIGEST_INVALID', 'The digest is not valid.');
  if (selector === 'tag-invalid') return errorResponse('TAG_INVALID', 'The tag is not valid.');
  const more = query.getAll('tag');
  if (more.length > layoutLimits.tagsPerPutMax) {
    return errorResponse(
      'TAG_INVALID',
      `One request may set at most ${layoutLimits.tagsPerPutMax} further tags.`,
      { status: 414 },
    );
  }
  if (!more.every(isTag)) return errorResponse('TAG_INVALID', 'One of the further tags is not valid.');
  if (selector.by === 'tag') return { selector, tags: [selector.tag, ...more], algorithm: 'sha256' };
  const algorithm = hashAlgorithmOf(selector.digest);
  if (algorithm !== undefined) return { selector, tags: more, algorithm };
  return errorResponse('DIGEST_INVALID', 'This registry computes digests with sha256 and sha512 only.');
}

function parse(bytes: Uint8Array, contentType: string): Manifest | Response {
  try {
    const manifest = parseManifest(bytes, contentType);
    // A layout of another tool is shown as far as it can be read; a push must be complete.
    if (manifest.shape === 'index' && manifest.unreadable !== undefined)
      return errorResponse('MANIFEST_INVALID', formatUnreadable(manifest.unreadable));
    if (manifest.shape !== 'legacy') return manifest;
    return errorResponse('MANIFEST_INVALID', 'Manifests of Docker schema 1 can be read, but not pushed.');
  } catch (error) {
    if (error instanceof OciError) return errorResponse('MANIFEST_INVALID', error.message);
    throw error;
  }
}

// Layers with addresses elsewhere need not exist here:
// https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#non-distributable-layers
async function findMissingBlobs(context: RouteContext, manifest: Manifest): Promise<readonly Descriptor[]> {
  const blobs = successorsOf(manifest)
    .flatMap(({ role, descriptor, isManifest }) =>
      role === 'subject' || (role === 'entry' && isManifest) ? [] : [descriptor],
    )
    .filter((blob) => !mayLieElsewhere(blob));
  const found = await Promise.all(
    blobs.map(({ digest }) => unlessMissing(stat(context.store.blobPath(context.name, digest)))),
  );
  return blobs.filter((_, at) => found[at] === undefined);
}

async function store(
  context: RouteContext,
  descriptor: Descriptor,
  manifest: Manifest,
  { bytes, tags }: { readonly bytes: Uint8Array; readonly tags: readonly string[] },
): Promise<void> {
  const { digest } = descriptor;
  const layout = await context.store.open(context.name);
  await layout.commit({
    prepare: () => writeAtomically(context.store.temporaryPath(), layout.blobPath(digest), bytes),
    apply: (draft) => {
      draft.manifests.set(digest, toManifestRecord(descriptor, manifest));
      for (const tag of tags) draft.tags.set(tag, digest);
    },
  });
}

function answerStored({ name, query }: RouteContext, digest: Digest, manifest: Manifest): Response {
  const answer = emptyResponse(201, {
    Location: `/v2/${name}/manifests/${digest}`,
    'Docker-Content-Digest': digest,
    ...(manifest.subject === undefined ? {} : { 'OCI-Subject': manifest.subject.digest }),
  });
  for (const tag of query.getAll('tag')) answer.headers.append('OCI-Tag', tag);
  return answer;
}

/** The whole body, or `too-large` as soon as it is known to be longer than `maxBytes`. */
async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | 'too-large'> {
  if (Number(request.headers.get('Content-Length') ?? 0) > maxBytes) return 'too-large';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) return 'too-large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
