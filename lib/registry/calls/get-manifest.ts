import type { Digest } from '#lib/oci/digest';
import { hashAlgorithmOf, isDigest } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import { bareMediaType, manifestAccept, mediaTypes } from '#lib/oci/media-type';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { computeDigest, digestMismatch, readBounded } from '#lib/registry/body';
import type { HttpAnswer } from '#lib/registry/http-answer';
import { isWebPage, readError, webPageError } from '#lib/registry/read-error';
import type { FetchedManifest, ManifestBytes } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { readEtag } from '#lib/registry/transport/revalidation';
import type { CallContext } from './call-context.ts';
import { paths, scopes } from './call-context.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** An answer to a conditional GET: the manifest, or that the one known is still the one. */
export type ManifestAnswer =
  | { readonly kind: 'manifest'; readonly manifest: FetchedManifest; readonly etag: string | undefined }
  | { readonly kind: 'unchanged'; readonly digest: Digest | undefined };

/** `etag` makes the request conditional: https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match */
export type ManifestOptions = {
  readonly signal: AbortSignal | undefined;
  readonly etag?: string | undefined;
};

type BytesAnswer =
  | { readonly kind: 'bytes'; readonly bytes: ManifestBytes; readonly etag: string | undefined }
  | Extract<ManifestAnswer, { kind: 'unchanged' }>;

const manifestHeaders = { accept: manifestAccept.join(', ') } as const;

/** What every request for a manifest says, whatever its method. */
export function manifestCall(repository: string, selector: string, signal: AbortSignal | undefined) {
  return {
    path: paths.manifest(repository, selector),
    scope: scopes.pull(repository),
    headers: manifestHeaders,
    target: { what: 'a manifest', where: manifestName(repository, selector) },
    signal,
  };
}

/**
 * A manifest by tag or digest. Its bytes are compared with their digest before anything is read in them.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 *
 * @throws RegistryError `digest-mismatch`, `too-large`, `bad-response`, or what the registry answered
 * @throws OciError for a document that breaks the specs
 */
export async function getManifest(
  context: CallContext,
  repository: string,
  selector: string,
  options: ManifestOptions,
): Promise<ManifestAnswer> {
  const answer = await askForManifest(context, repository, selector, options);
  if (answer.kind === 'unchanged') return answer;
  const { bytes, etag } = answer;
  const manifest = parseManifest(bytes.bytes, bytes.mediaType);
  const mediaType = bytes.mediaType === '' ? manifest.mediaType : bytes.mediaType;
  return { kind: 'manifest', manifest: { ...bytes, mediaType, manifest }, etag };
}

/**
 * The same bytes, compared with their digest and not read: also those of a manifest that breaks the specs.
 *
 * @throws RegistryError `digest-mismatch`, `too-large`, `bad-response`, or what the registry answered
 */
export async function getManifestBytes(
  context: CallContext,
  repository: string,
  selector: string,
  signal: AbortSignal | undefined,
): Promise<ManifestBytes> {
  const answer = await askForManifest(context, repository, selector, { signal });
  if (answer.kind === 'bytes') return answer.bytes;
  throw unaskedFor(context.registry);
}

function askForManifest(
  context: CallContext,
  repository: string,
  selector: string,
  { signal, etag }: ManifestOptions,
): Promise<BytesAnswer> {
  const { registry, limits } = context;
  const call = manifestCall(repository, selector, signal);
  const { target } = call;
  return context.exchange(
    {
      ...call,
      method: 'GET',
      answerMaxBytes: limits.manifestMaxBytes,
      headers: { ...manifestHeaders, ...(etag === undefined ? {} : { 'if-none-match': etag }) },
    },
    async (response, inTime) => {
      const named = response.headers.get('docker-content-digest');
      if (response.status === 304) {
        if (etag === undefined) throw unaskedFor(registry);
        return { kind: 'unchanged', digest: named !== null && isDigest(named) ? named : undefined };
      }
      if (!response.ok) throw await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
      if (isWebPage(response)) throw webPageError(registry, target, { status: response.status });
      const bytes = await readManifest(response, context, target.where, inTime);
      const mediaType = bareMediaType(response.headers.get('content-type') ?? '');
      const digest = expectedDigest(selector, named, bytes, mediaType);
      const verified = assertDigest(digest, bytes, mediaType, registry);
      return {
        kind: 'bytes',
        bytes: { bytes, digest, mediaType, verified },
        etag: readEtag(response.headers),
      };
    },
  );
}

function unaskedFor(registry: string): RegistryError {
  const message = `${registry} answered 304 Not Modified to an unconditional request.`;
  return new RegistryError('bad-response', registry, message);
}

/** `demo/app:1.0` or `demo/app@sha256:…`, for sentences. */
export function manifestName(repository: string, selector: string): string {
  return isDigest(selector) ? `${repository}@${selector}` : `${repository}:${selector}`;
}

async function readManifest(
  response: HttpAnswer,
  { registry, limits }: CallContext,
  where: string,
  signal: AbortSignal,
): Promise<Bytes> {
  const announced = Number(response.headers.get('content-length') ?? 0);
  const { bytes, truncated } = await readBounded(
    response,
    announced > limits.manifestMaxBytes ? 0 : limits.manifestMaxBytes,
    signal,
  );
  if (!truncated) return bytes;
  const mebibytes = Math.floor(limits.manifestMaxBytes / 2 ** 20);
  const message = `The manifest ${where} at ${registry} is larger than the ${mebibytes} MiB that a manifest may have here.`;
  throw new RegistryError('too-large', registry, message);
}

// By digest the request decides, never the header: a registry may not choose what it is checked against. By tag the
// header is a claim to be checked, and its absence is made good by computing.
function expectedDigest(selector: string, header: string | null, bytes: Bytes, mediaType: string): Digest {
  if (isDigest(selector)) return selector;
  if (header !== null && isDigest(header)) return header;
  return computeDigest('sha256', hashedPart(bytes, mediaType));
}

function assertDigest(digest: Digest, bytes: Bytes, mediaType: string, registry: string): boolean {
  const algorithm = hashAlgorithmOf(digest);
  if (algorithm === undefined) return false;
  const actual = computeDigest(algorithm, hashedPart(bytes, mediaType));
  if (actual !== digest) throw digestMismatch(registry, digest, actual);
  return true;
}

function hashedPart(bytes: Bytes, mediaType: string): Bytes {
  return mediaType === mediaTypes.dockerSchema1Signed ? (schema1Payload(bytes) ?? bytes) : bytes;
}

/**
 * The bytes that the digest of a signed schema 1 manifest is about: the document without its signatures, put together
 * from what the first signature protects. Undefined when there is no such signature.
 * https://github.com/distribution/distribution/blob/v2.8.3/docs/spec/manifest-v2-1.md#signed-manifests
 */
export function schema1Payload(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  try {
    const document = parseJson(bytes);
    const signatures = isJsonObject(document) ? document.signatures : undefined;
    const first: unknown = Array.isArray(signatures) ? signatures[0] : undefined;
    if (!isJsonObject(first) || typeof first.protected !== 'string') return undefined;
    const header = parseJson(fromBase64Url(first.protected));
    if (!isJsonObject(header)) return undefined;
    const { formatLength, formatTail } = header;
    if (typeof formatLength !== 'number' || typeof formatTail !== 'string') return undefined;
    const tail = fromBase64Url(formatTail);
    const payload = new Uint8Array(Math.max(0, Math.min(formatLength, bytes.length)) + tail.length);
    payload.set(bytes.subarray(0, payload.length - tail.length));
    payload.set(tail, payload.length - tail.length);
    return payload;
  } catch {
    // Whatever cannot be put together has no payload, and its digest will not match.
    return undefined;
  }
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
