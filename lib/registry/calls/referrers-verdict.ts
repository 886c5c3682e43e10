import { bareMediaType, mediaTypes } from '#lib/oci/media-type';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { readBounded } from '#lib/registry/body';
import type { CallContext } from '#lib/registry/calls/get-manifest';
import type { Wanted } from '#lib/registry/registry-answer';
import { failureOf } from '#lib/registry/registry-answer';
import { RegistryError } from '#lib/registry/registry-error';

/** What one answer to `GET referrers` says about the API; `lasting` when it will say the same about every subject. */
export type ReferrersVerdict =
  | {
      readonly support: 'supported';
      readonly document: Readonly<Record<string, unknown>>;
      readonly size: number;
    }
  | { readonly support: 'unsupported'; readonly evidence: string; readonly lasting: boolean };

const absent = new Set([400, 404, 405, 406, 501]);

/**
 * Whether this answer comes from a referrers API. Three things make one: the status, the type of an OCI index, and a
 * body that is an object (distribution-spec "Listing Referrers"); consoles and logins answer 200 as well, so one alone
 * proves nothing. Throws where the question is still open: no rights, no such repository, too large.
 */
export async function judgeReferrers(
  response: Response,
  context: CallContext,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<ReferrersVerdict> {
  const { registry, limits } = context;
  if (!response.ok) {
    const error = await failureOf(response, { registry, wanted, maxBytes: limits.errorMaxBytes });
    if (!absent.has(response.status) || error.answer?.code === 'NAME_UNKNOWN') throw error;
    const code = error.answer?.code;
    // Quay says MANIFEST_UNKNOWN of a subject it has not, although it has the API.
    return unsupported(
      `HTTP ${response.status}${code === undefined ? '' : ` ${code}`}`,
      code !== 'MANIFEST_UNKNOWN',
    );
  }
  const type = bareMediaType(response.headers.get('content-type') ?? '');
  const isIndex = type === mediaTypes.ociIndex;
  const { bytes, truncated } = await readBounded(response, isIndex ? limits.listPageMaxBytes : 0, signal);
  if (!isIndex) return unsupported(`an answer of type ${type === '' ? 'unknown' : type.slice(0, 80)}`, true);
  if (truncated) {
    const mebibytes = Math.floor(limits.listPageMaxBytes / 2 ** 20);
    const message = `${registry} sent more than ${mebibytes} MiB for one page of referrers.`;
    throw new RegistryError('too-large', registry, message);
  }
  const document = parsedOrUndefined(bytes);
  return isJsonObject(document)
    ? { support: 'supported', document, size: bytes.byteLength }
    : unsupported('an answer that is no JSON object', true);
}

function unsupported(evidence: string, lasting: boolean): ReferrersVerdict {
  return { support: 'unsupported', evidence: `GET /v2/…/referrers/… gave ${evidence}.`, lasting };
}

function parsedOrUndefined(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch {
    // The third part of the test has failed, which is an answer and no fault.
    return undefined;
  }
}
