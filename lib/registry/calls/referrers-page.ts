import { proofs, replyOfRefusal } from '#lib/graph/proof-of-none';
import type { DescriptorList } from '#lib/oci/descriptor';
import { parseAnnotations, parseDescriptors } from '#lib/oci/descriptor';
import { bareMediaType, mediaTypes } from '#lib/oci/media-type';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { readBounded } from '#lib/registry/body';
import type { AnswerHeaders, HttpAnswer } from '#lib/registry/http-answer';
import type { RequestTarget } from '#lib/registry/read-error';
import { errorIn, isWebPage, readError, webPageError } from '#lib/registry/read-error';
import { RegistryError } from '#lib/registry/registry-error';
import type { CallContext } from './call-context.ts';

/** The descriptors of one page, and those of its entries that are none. */
export type ReferrersPage = DescriptorList & {
  /** Whether the registry says it has filtered by artifactType. */
  readonly filtered: boolean;
};

/**
 * Reads a page of referrers (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers). Old Harbor answers `manifests: null` where there are
 * none; an entry that is no descriptor is counted and does not take the others with it.
 *
 * @throws RegistryError `bad-response` for a document without a list, such as an error document with status 200
 */
export function readReferrersPage(
  document: Readonly<Record<string, unknown>>,
  headers: AnswerHeaders,
  registry: string,
): ReferrersPage {
  const entries = document.manifests === null ? [] : document.manifests;
  const error = errorIn(document);
  if (!Array.isArray(entries) || error !== undefined) {
    const said = error?.code === undefined ? '' : ` It said ${error.code}.`;
    const message = `${registry} did not answer with a list of referrers.${said}`;
    throw new RegistryError('bad-response', registry, message);
  }
  const filtered = appliedFilters(document, headers).includes('artifactType');
  return { ...parseDescriptors(entries), filtered };
}

// The release candidates of the spec named the filters in an annotation.
function appliedFilters(
  document: Readonly<Record<string, unknown>>,
  headers: AnswerHeaders,
): readonly string[] {
  const annotations = parseAnnotations(document.annotations);
  const text =
    headers.get('oci-filters-applied') ?? annotations?.['org.opencontainers.referrers.filtersApplied'] ?? '';
  return text.split(',').map((part) => part.trim());
}

/** What one answer to `GET referrers` says about the API. */
export type ReferrersSupport =
  | {
      readonly support: 'supported';
      readonly document: Readonly<Record<string, unknown>>;
      readonly size: number;
    }
  | { readonly support: 'unsupported'; readonly evidence: string };

/**
 * Whether this answer comes from a referrers API. Three things make one: the status, the type of an OCI index, and a
 * body that is an object. Only a refusal of the route itself says that there is no such API: consoles and logins answer
 * 200 as well, and what they keep back is unknown.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers
 *
 * @throws RegistryError for every other response: `bad-response`, `too-large`, `not-a-registry`, or what was answered
 */
export async function readReferrersSupport(
  response: HttpAnswer,
  context: CallContext,
  target: RequestTarget,
  signal: AbortSignal,
): Promise<ReferrersSupport> {
  const { registry, limits } = context;
  if (!response.ok) return await judgeRefusal(response, context, target);
  if (isWebPage(response)) throw webPageError(registry, target, { status: response.status });
  const type = bareMediaType(response.headers.get('content-type') ?? '');
  const isIndex = type === mediaTypes.ociIndex;
  const { bytes, truncated } = await readBounded(response, isIndex ? limits.listPageMaxBytes : 0, signal);
  if (!isIndex) throw notAList(registry, `an answer of type ${type === '' ? 'unknown' : type.slice(0, 80)}`);
  if (truncated) {
    const mebibytes = Math.floor(limits.listPageMaxBytes / 2 ** 20);
    const message = `${registry} sent more than ${mebibytes} MiB for one page of referrers.`;
    throw new RegistryError('too-large', registry, message);
  }
  const document = parsedOrUndefined(bytes);
  if (!isJsonObject(document)) throw notAList(registry, 'an answer that is no JSON object');
  return { support: 'supported', document, size: bytes.byteLength };
}

async function judgeRefusal(
  response: HttpAnswer,
  { registry, limits }: CallContext,
  target: RequestTarget,
): Promise<ReferrersSupport> {
  const error = await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
  const { status } = response;
  const code = error.answer?.code;
  if (proofs[replyOfRefusal(status, code)] === 'other-source') {
    const said = `HTTP ${status}${code === undefined ? '' : ` ${code}`}`;
    return { support: 'unsupported', evidence: `GET /v2/…/referrers/… gave ${said}.` };
  }
  if (code !== 'MANIFEST_UNKNOWN') throw error;
  // Quay says so of a subject that it does not have; of one that it has just given it is no answer.
  const message = `${registry} does not list referrers: it says that it does not have the manifest (HTTP ${status} ${code}).`;
  throw new RegistryError(error.code, registry, message, { answer: error.answer ?? { status } });
}

function notAList(registry: string, what: string): RegistryError {
  return new RegistryError('bad-response', registry, `GET /v2/…/referrers/… gave ${what}, not a list.`);
}

function parsedOrUndefined(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch {
    // What is no JSON is no list, whatever else is wrong with it.
    return undefined;
  }
}
