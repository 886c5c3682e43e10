import type { ManifestRecord } from '#lib/layout/content/layout-index';
import { removeManifest } from '#lib/layout/content/layout-index';
import { readBlob } from '#lib/layout/content/locate-blob';
import { unlessMissing } from '#lib/layout/files/file-error';
import { etagOf, isUnchanged } from '#lib/layout/http/conditional-request';
import { emptyResponse, errorResponse } from '#lib/layout/http/responses';
import type { ReadContext, RouteContext, Selector } from '#lib/layout/http/route-context';
import { findRecord, parseSelector } from '#lib/layout/http/route-context';
import type { Digest } from '#lib/oci/digest';

type Found = { readonly record: ManifestRecord; readonly selector: Selector };

/**
 * `GET` and `HEAD /v2/<name>/manifests/<tag or digest>`; the `Accept` header is ignored, because there is one form only:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
export async function handleGetManifest(context: ReadContext): Promise<Response> {
  const found = await find(context);
  if (found instanceof Response) return found;
  const { mediaType, digest, size } = found.record.descriptor;
  const validators = { 'Docker-Content-Digest': digest, ETag: etagOf(digest) };
  if (isUnchanged(context.request, digest)) return emptyResponse(304, validators);
  const headers = { ...validators, 'Content-Type': mediaType, 'Content-Length': String(size) };
  if (context.request.method === 'HEAD') return new Response(null, { headers });
  const bytes = await readManifest(context, digest);
  return bytes === undefined ? refuseUnknown(context) : new Response(bytes, { headers });
}

/**
 * `DELETE /v2/<name>/manifests/<tag or digest>`: a tag is removed and its manifest stays
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-tags), a digest is deleted with
 * every tag that points to it (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-manifests).
 */
export async function handleDeleteManifest(context: RouteContext): Promise<Response> {
  const found = await find(context);
  if (found instanceof Response) return found;
  const { record, selector } = found;
  const layout = await context.store.open(context.name);
  await layout.commit({
    apply: (draft) => {
      if (selector.by === 'tag') draft.tags.delete(selector.tag);
      else removeManifest(draft, record.descriptor.digest);
    },
  });
  return emptyResponse(202);
}

async function find(context: ReadContext): Promise<Found | Response> {
  const selector = parseSelector(context.argument);
  if (selector === 'digest-invalid') return errorResponse('DIGEST_INVALID', 'This is no digest.');
  if (selector === 'tag-invalid') return refuseUnknown(context);
  const { name, store } = context;
  const layout = await store.find(name);
  if (layout === undefined)
    return errorResponse('NAME_UNKNOWN', 'There is no such repository.', { detail: { name } });
  const record = findRecord(layout.index(), selector);
  return record === undefined ? refuseUnknown(context) : { record, selector };
}

async function readManifest(
  { store, name, request }: ReadContext,
  digest: Digest,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const known = store.manifestCache.get(digest);
  if (known !== undefined) return known;
  const file = await store.findBlob(name, digest);
  await file?.verify?.(request.signal);
  const bytes = file === undefined ? undefined : await unlessMissing(readBlob(file));
  if (bytes !== undefined) store.manifestCache.set(digest, bytes);
  return bytes;
}

function refuseUnknown({ argument }: ReadContext): Response {
  return errorResponse('MANIFEST_UNKNOWN', 'There is no such manifest in this repository.', {
    detail: { reference: argument },
  });
}
