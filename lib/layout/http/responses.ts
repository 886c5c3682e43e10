// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes, and the codes of CNCF
// distribution where the specification has none.
const statuses = {
  BLOB_UNKNOWN: 404,
  BLOB_UPLOAD_INVALID: 400,
  BLOB_UPLOAD_UNKNOWN: 404,
  DIGEST_INVALID: 400,
  MANIFEST_BLOB_UNKNOWN: 404,
  MANIFEST_INVALID: 400,
  MANIFEST_UNKNOWN: 404,
  NAME_INVALID: 400,
  NAME_UNKNOWN: 404,
  SIZE_INVALID: 400,
  TOOMANYREQUESTS: 429,
  UNSUPPORTED: 405,
  PAGINATION_NUMBER_INVALID: 400,
  RANGE_INVALID: 416,
  TAG_INVALID: 400,
  UNKNOWN: 500,
} as const satisfies Readonly<Record<string, number>>;

export type DistributionErrorCode = keyof typeof statuses;

/** A response without a body. */
export function emptyResponse(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  // No Content-Length with 204, and with 304 it would have to be that of the content:
  // https://www.rfc-editor.org/rfc/rfc9110#section-8.6
  const length = status === 204 || status === 304 ? {} : { 'Content-Length': '0' };
  return new Response(null, { status, headers: { ...length, ...headers } });
}

/** A JSON document with its length. */
export function jsonResponse(
  value: unknown,
  options: {
    readonly status?: number;
    readonly mediaType?: string;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Response {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return new Response(bytes, {
    status: options.status ?? 200,
    headers: {
      'Content-Type': options.mediaType ?? 'application/json',
      'Content-Length': String(bytes.byteLength),
      ...options.headers,
    },
  });
}

/** An error with a code and a sentence; the status is that of the code unless another one is given. */
export function errorResponse(
  code: DistributionErrorCode,
  message: string,
  options: {
    readonly status?: number;
    readonly detail?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Response {
  const { status = statuses[code], detail, headers = {} } = options;
  const error = { code, message, ...(detail === undefined ? {} : { detail }) };
  return jsonResponse({ errors: [error] }, { status, headers });
}
