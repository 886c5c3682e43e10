export const registryErrorCodes = [
  'host-unknown',
  'connection-refused',
  'tls-failed',
  'timeout',
  'cancelled',
  'egress-refused',
  'redirect-refused',
  /** The proxy of this machine refused, or could not be reached. */
  'proxy-failed',
  'unauthorized',
  'forbidden',
  'not-found',
  'rate-limited',
  'unavailable',
  /** The registry understood a change and will not make it; its reason is the code in `answer`. */
  'refused',
  'unsupported',
  'not-a-registry',
  'bad-response',
  'digest-mismatch',
  'too-large',
] as const;
export type RegistryErrorCode = (typeof registryErrorCodes)[number];

/** What the registry itself said, kept apart from our sentence; `detail` is bounded text, never markup. */
export type RegistryAnswer = {
  readonly status: number;
  /** A code of the distribution spec, `MANIFEST_UNKNOWN`, when the answer had one. */
  readonly code?: string;
  readonly detail?: string;
};

/** A registry that could not be asked, or whose answer cannot be used. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: RegistryErrorCode;
  readonly registry: string;
  readonly answer: RegistryAnswer | undefined;
  /** Seconds the registry asks to wait, from `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;
  /** Origin of a token server that the credentials were not sent to, because nobody has allowed it yet. */
  readonly tokenServer: string | undefined;
  /** What a person can do about this one, where more is known than the code tells. */
  readonly hint: string | undefined;

  constructor(
    code: RegistryErrorCode,
    registry: string,
    message: string,
    options: {
      answer?: RegistryAnswer;
      retryAfterSeconds?: number;
      tokenServer?: string;
      hint?: string;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.registry = registry;
    this.answer = options.answer;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.tokenServer = options.tokenServer;
    this.hint = options.hint;
  }
}

/** What an error with some code says, beyond what went wrong. */
export type ErrorTrait =
  /** The same request may succeed a moment later. */
  | 'passing'
  /** The registry asks us to send less, or cannot keep up. */
  | 'overload'
  /** Nobody answers, unless the error carries the answer of somebody who does. */
  | 'outage'
  /** These credentials may not have it. */
  | 'access'
  /** The content, or the whole endpoint, is not there. */
  | 'absence'
  /** The registry, or what answers in its place, cannot do this at all. */
  | 'incapable'
  /** Looking is not possible here, which says nothing about writing. */
  | 'unreadable'
  /** The registry understood a change and does not make it. */
  | 'refusal';

/** A row for every code, so that the compiler asks what a new one means to retries, breaker, limiter and calls. */
const traits = {
  'host-unknown': [],
  'connection-refused': ['outage'],
  'tls-failed': [],
  timeout: ['outage', 'overload'],
  cancelled: [],
  'egress-refused': [],
  'redirect-refused': [],
  'proxy-failed': [],
  unauthorized: ['access'],
  forbidden: ['access', 'unreadable'],
  'not-found': ['absence'],
  'rate-limited': ['passing', 'overload'],
  unavailable: ['passing', 'outage'],
  refused: ['refusal'],
  unsupported: ['absence', 'incapable', 'unreadable'],
  'not-a-registry': ['incapable'],
  'bad-response': [],
  'digest-mismatch': [],
  'too-large': [],
} as const satisfies Record<RegistryErrorCode, readonly ErrorTrait[]>;

/** Whether this is a RegistryError whose code has one of these traits. */
export function hasTrait(error: unknown, ...expected: readonly ErrorTrait[]): error is RegistryError {
  if (!(error instanceof RegistryError)) return false;
  const found: readonly ErrorTrait[] = traits[error.code];
  return expected.some((trait) => found.includes(trait));
}

const gatewayFaults: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * Whether a failure says that the registry is down: no connection, no answer, or a gateway that finds nobody behind it.
 * A 4xx, also 408 and 429, comes from a registry that is up; so does a 500, which may be the fault of one route and must
 * not hide what the others say. An unknown name or a wrong certificate costs the registry nothing and is mended here.
 */
export function isOutage(error: unknown): boolean {
  if (!hasTrait(error, 'outage')) return false;
  return error.answer === undefined || gatewayFaults.has(error.answer.status);
}

/** Whether a failure tells us to send less at the same time: 429, 503, or no answer in time. */
export function isOverload(error: unknown): boolean {
  return hasTrait(error, 'overload') || (error instanceof RegistryError && error.answer?.status === 503);
}
