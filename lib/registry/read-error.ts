import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { readBounded } from './body.ts';
import type { RegistryAnswer, RegistryErrorCode } from './registry-error.ts';
import { RegistryError } from './registry-error.ts';

/**
 * What was asked for, as two pieces of a sentence: "a manifest", "demo/app:1.0"; and for a write what the registry was to
 * do with it.
 */
export type RequestTarget = {
  readonly what: string;
  readonly where: string;
  readonly change?: 'store' | 'delete';
};

/** Who answered what; `identified` when the request carried credentials that a person gave. */
export type ErrorContext = {
  readonly registry: string;
  readonly target: RequestTarget;
  readonly maxBytes: number;
  readonly identified?: boolean;
};

const detailMaxLength = 8 * 1024;
const retryAfterMaxSeconds = 7 * 24 * 60 * 60;

const codeByStatus: Readonly<Record<number, RegistryErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'unsupported',
  406: 'unsupported',
  408: 'unavailable',
  416: 'unsupported',
  429: 'rate-limited',
  501: 'unsupported',
};

const refusalsOfChanges: ReadonlySet<number> = new Set([400, 409, 412, 413, 415]);

/** Whether the answer says "not now" rather than "no": the ones that are worth another try. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/** Whether the body is a web page: what a wrong host, a console or a login in between answers. */
export function isWebPage(response: Response): boolean {
  return /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(response.headers.get('content-type') ?? '');
}

/** The error for a web page in place of what was target. */
export function webPageError(registry: string, target: RequestTarget, answer: RegistryAnswer): RegistryError {
  const message = `${registry} answered with a web page, not with ${target.what}.`;
  return new RegistryError('not-a-registry', registry, message, { answer });
}

/**
 * Reads an answer that is no success as far as it can be understood: the error document of distribution-spec "Error
 * Codes", any other text up to 8 KB, or a web page. The registry's own words stay in `answer`, apart from our sentence.
 */
export async function readError(response: Response, context: ErrorContext): Promise<RegistryError> {
  const { registry, target } = context;
  const answer = await readAnswer(response, context.maxBytes);
  const gatewayMaySay = response.status === 403 || isTransientStatus(response.status);
  const challenged = response.status === 401 && response.headers.has('www-authenticate');
  if (isWebPage(response) && !gatewayMaySay && !challenged) return webPageError(registry, target, answer);
  const code = target.change === undefined ? codeOf(answer) : codeOfChange(answer);
  const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), Date.now());
  const message =
    sentenceOfChange(code, context, answer) ?? sentence(code, context, answer, retryAfterSeconds);
  return new RegistryError(code, registry, message, {
    answer,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/** Seconds from a `Retry-After` in either of its two forms (RFC 9110 section 10.2.3); undefined for nonsense. */
export function parseRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  const text = value.trim();
  const atMs = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.max(0, Math.ceil((atMs - nowMs) / 1000));
  return Number.isFinite(seconds) && seconds <= retryAfterMaxSeconds ? seconds : undefined;
}

async function readAnswer(response: Response, maxBytes: number): Promise<RegistryAnswer> {
  const { status } = response;
  // A body that breaks off leaves the status, which is what matters of a failure.
  const body = await readBounded(response, maxBytes).catch(() => undefined);
  if (body === undefined || body.bytes.length === 0) return { status };
  const text = plainText(new TextDecoder().decode(body.bytes));
  const first = body.truncated ? undefined : firstError(body.bytes);
  return { status, ...(first ?? { detail: text.slice(0, detailMaxLength) }) };
}

function firstError(bytes: Uint8Array): { code?: string; detail?: string } | undefined {
  return errorIn(parsedOrUndefined(bytes));
}

/**
 * The first error of an error document, cut and without control characters; undefined for every other document. Some
 * registries send one with status 200.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes
 */
export function errorIn(document: unknown): { code?: string; detail?: string } | undefined {
  const errors = isJsonObject(document) ? document.errors : undefined;
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (!isJsonObject(first)) return undefined;
  const detail = [first.message, first.detail]
    .filter((part) => part !== undefined && part !== null && part !== '')
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join(': ');
  return {
    ...(typeof first.code === 'string' ? { code: plainText(first.code).slice(0, 80) } : {}),
    ...(detail === '' ? {} : { detail: plainText(detail).slice(0, detailMaxLength) }),
  };
}

function parsedOrUndefined(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch {
    // A failure may come in any format: its text is kept instead.
    return undefined;
  }
}

function codeOf(answer: RegistryAnswer): RegistryErrorCode {
  if (answer.code === 'TOOMANYREQUESTS') return 'rate-limited';
  // Some registries hide what a person may not see behind a 404 and still say why in its body.
  if (answer.status === 404 && answer.code === 'UNAUTHORIZED') return 'unauthorized';
  if (answer.status === 404 && answer.code === 'DENIED') return 'forbidden';
  const code = codeByStatus[answer.status];
  if (code !== undefined) return code;
  return answer.status >= 500 ? 'unavailable' : 'bad-response';
}

// Vendors disagree about the status (protocol of deletion): zot says 405 DENIED for what an index still names, Harbor
// 400 UNSUPPORTED for a tag that cannot be deleted alone.
function codeOfChange(answer: RegistryAnswer): RegistryErrorCode {
  if (answer.status === 400 && answer.code === 'UNSUPPORTED') return 'unsupported';
  const isRefused = answer.status === 405 ? answer.code === 'DENIED' : refusalsOfChanges.has(answer.status);
  return isRefused && answer.code !== 'TOOMANYREQUESTS' ? 'refused' : codeOf(answer);
}

function sentenceOfChange(
  code: RegistryErrorCode,
  { registry, target: { what, where, change }, identified = false }: ErrorContext,
  { status, code: reason = `HTTP ${status}` }: RegistryAnswer,
): string | undefined {
  if (change === undefined) return undefined;
  if (code === 'unauthorized') {
    return identified
      ? `${registry} does not ${change} ${where} with the credentials given for it.`
      : `${registry} asks who you are before it ${change}s ${where}.`;
  }
  if (code === 'forbidden') return `${registry} refuses to ${change} ${where}.`;
  if (code === 'refused') return `${registry} refuses to ${change} ${where} (${reason}).`;
  if (code !== 'unsupported') return undefined;
  return `${registry} does not let ${what.replace(/^an? /, '')}s be ${change}d here (HTTP ${status}): ${where}.`;
}

function sentence(
  code: RegistryErrorCode,
  { registry, target: { what, where }, identified = false }: ErrorContext,
  answer: RegistryAnswer,
  retryAfterSeconds: number | undefined,
): string {
  if (code === 'unauthorized') {
    return identified
      ? `${registry} does not show ${where} to the credentials given for it.`
      : `${registry} asks who you are before it shows ${where}.`;
  }
  if (code === 'forbidden') return `${registry} refuses to show ${where}.`;
  if (code === 'not-found') {
    return answer.code === 'NAME_UNKNOWN'
      ? `${registry} has no such repository: ${where}.`
      : `${registry} has no ${what.replace(/^an? /, '')} ${where}.`;
  }
  if (code === 'rate-limited') {
    return retryAfterSeconds === undefined
      ? `${registry} says it was asked too often.`
      : `${registry} asks us to wait ${retryAfterSeconds} ${retryAfterSeconds === 1 ? 'second' : 'seconds'}.`;
  }
  if (code === 'unsupported')
    return `${registry} does not give ${what} for ${where} (HTTP ${answer.status}).`;
  if (code === 'unavailable') return `${registry} has a fault (HTTP ${answer.status}).`;
  return `${registry} answered with HTTP ${answer.status} where ${what} was expected.`;
}

function plainText(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, '').trim();
}
