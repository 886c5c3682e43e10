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
