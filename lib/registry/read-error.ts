import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { readBounded } from './body.ts';
import type { HttpAnswer } from './http-answer.ts';
import { fixedLimits } from './limits.ts';
import type { RegistryAnswer, RegistryErrorCode } from './registry-error.ts';
import { RegistryError } from './registry-error.ts';

/**
 * What a request is about, as two pieces of a sentence: "a manifest", "demo/app:1.0"; and for a write what the registry
 * is to do with it.
 */
export type RequestTarget = {
  readonly what: string;
  readonly where: string;
  readonly change?: 'store' | 'delete';
};

/** Which registry answered, and what it was asked for. */
export type ErrorContext = {
  readonly registry: string;
  readonly target: RequestTarget;
  /** How much of the body is read. */
  readonly maxBytes: number;
  /** The request carried credentials that a person gave. */
  readonly hasCredentials?: boolean;
};

/** The codes that no status stands for: they come from below HTTP, or from what is wrong with a success. */
type CodeWithoutStatus =
  | 'host-unknown'
  | 'connection-refused'
  | 'tls-failed'
  | 'timeout'
  | 'cancelled'
  | 'egress-refused'
  | 'redirect-refused'
  | 'proxy-failed'
  | 'not-a-registry'
  | 'digest-mismatch'
  | 'too-large';
type CodeOfStatus = Exclude<RegistryErrorCode, CodeWithoutStatus>;

const codeByStatus: Readonly<Record<number, CodeOfStatus>> = {
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

/** Whether a status says "not now" rather than "no", so that another try may help. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/** Whether the body is a web page, which a wrong host, a console or a login in between answers with. */
export function isWebPage(response: HttpAnswer): boolean {
  return /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(response.headers.get('content-type') ?? '');
}

/** The error for a web page in place of what the request is about; its code is `not-a-registry`. */
export function webPageError(registry: string, target: RequestTarget, answer: RegistryAnswer): RegistryError {
  const message = `${registry} answered with a web page, not with ${target.what}.`;
  return new RegistryError('not-a-registry', registry, message, { answer });
}

/**
 * Reads a response that is no success as far as it can be understood: an error document, any other text up to 8 KiB, or a
 * web page. The registry's own words stay in `answer`, apart from our sentence.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes
 */
export async function readError(response: HttpAnswer, context: ErrorContext): Promise<RegistryError> {
  const { registry, target } = context;
  const answer = await readAnswer(response, context.maxBytes);
  const isFromGateway = response.status === 403 || isTransientStatus(response.status);
  const isChallenge = response.status === 401 && response.headers.has('www-authenticate');
  if (isWebPage(response) && !isFromGateway && !isChallenge) return webPageError(registry, target, answer);
  const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), Date.now());
  const failure = { ...context, answer, retryAfterSeconds };
  const [code, sentences] =
    target.change === undefined
      ? [codeOf(answer), sentencesOfReads]
      : [codeOfChange(answer), sentencesOfChanges];
  return new RegistryError(code, registry, sentences[code](failure), {
    answer,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/**
 * Seconds from a `Retry-After` in either of its two forms; undefined for nonsense and for more than a week.
 * https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function parseRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  const text = value.trim();
  const atMs = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.max(0, Math.ceil((atMs - nowMs) / 1000));
  return Number.isFinite(seconds) && seconds <= fixedLimits.retryAfterMaxSeconds ? seconds : undefined;
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
    ...(detail === '' ? {} : { detail: plainText(detail).slice(0, fixedLimits.detailMaxLength) }),
  };
}

async function readAnswer(response: HttpAnswer, maxBytes: number): Promise<RegistryAnswer> {
  const { status } = response;
  try {
    const { bytes, truncated } = await readBounded(response, maxBytes);
    if (bytes.length === 0) return { status };
    const text = plainText(new TextDecoder().decode(bytes));
    const first = truncated ? undefined : errorIn(parsedOrUndefined(bytes));
    return { status, ...(first ?? { detail: text.slice(0, fixedLimits.detailMaxLength) }) };
  } catch {
    // A body that breaks off leaves the status, which is what matters of a failure.
    return { status };
  }
}

function parsedOrUndefined(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch {
    // A failure may come in any format: its text is kept instead.
    return undefined;
  }
}

function codeOf(answer: RegistryAnswer): CodeOfStatus {
  if (answer.code === 'TOOMANYREQUESTS') return 'rate-limited';
  // Some registries hide what a person may not see behind a 404 and still say why in its body.
  if (answer.status === 404 && answer.code === 'UNAUTHORIZED') return 'unauthorized';
  if (answer.status === 404 && answer.code === 'DENIED') return 'forbidden';
  const code = codeByStatus[answer.status];
  if (code !== undefined) return code;
  return answer.status >= 500 ? 'unavailable' : 'bad-response';
}

// The spec names 400, 404 and 405 for deletions and leaves the rest open: zot says 405 DENIED for what an index still
// names, Harbor 400 UNSUPPORTED for a tag that cannot be deleted alone.
// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#content-management
function codeOfChange(answer: RegistryAnswer): CodeOfStatus {
  if (answer.status === 400 && answer.code === 'UNSUPPORTED') return 'unsupported';
  const isRefused = answer.status === 405 ? answer.code === 'DENIED' : refusalsOfChanges.has(answer.status);
  return isRefused && answer.code !== 'TOOMANYREQUESTS' ? 'refused' : codeOf(answer);
}

type Failure = ErrorContext & {
  readonly answer: RegistryAnswer;
  readonly retryAfterSeconds: number | undefined;
};
type Sentences = Readonly<Record<CodeOfStatus, (failure: Failure) => string>>;

const sentencesOfReads: Sentences = {
  unauthorized: ({ registry, target: { where }, hasCredentials }) =>
    hasCredentials === true
      ? `${registry} does not show ${where} with your credentials.`
      : `${registry} requires sign-in to show ${where}.`,
  forbidden: ({ registry, target: { where } }) => `${registry} refuses to show ${where}.`,
  'not-found': ({ registry, target: { what, where }, answer }) =>
    answer.code === 'NAME_UNKNOWN'
      ? `${registry} has no such repository: ${where}.`
      : `${registry} has no ${nameOf(what)} ${where}.`,
  'rate-limited': ({ registry, retryAfterSeconds: seconds }) =>
    seconds === undefined
      ? `${registry} rejects more requests for now.`
      : `${registry} asks Orrery to wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  unavailable: ({ registry, answer }) => `${registry} reports an internal error (HTTP ${answer.status}).`,
  refused: unexpectedStatus,
  unsupported: ({ registry, target: { what, where }, answer }) =>
    `${registry} does not give ${what} for ${where} (HTTP ${answer.status}).`,
  'bad-response': unexpectedStatus,
};

const sentencesOfChanges: Sentences = {
  ...sentencesOfReads,
  unauthorized: ({ registry, target: { where, change }, hasCredentials }) =>
    hasCredentials === true
      ? `${registry} does not ${change} ${where} with your credentials.`
      : `${registry} requires sign-in to ${change} ${where}.`,
  forbidden: ({ registry, target: { where, change } }) => `${registry} refuses to ${change} ${where}.`,
  refused: ({ registry, target: { where, change }, answer: { status, code = `HTTP ${status}` } }) =>
    `${registry} refuses to ${change} ${where} (${code}).`,
  unsupported: ({ registry, target: { what, where, change }, answer }) =>
    `${registry} does not let ${nameOf(what)}s be ${change}d here (HTTP ${answer.status}): ${where}.`,
};

function unexpectedStatus({ registry, target: { what }, answer }: Failure): string {
  return `${registry} answered with HTTP ${answer.status} where ${what} was expected.`;
}

/** "a manifest" without its article. */
function nameOf(what: string): string {
  return what.replace(/^an? /, '');
}

function plainText(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, '').trim();
}
