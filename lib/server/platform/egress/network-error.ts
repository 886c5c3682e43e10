import type { RegistryErrorCode } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';

/** Where the request went, for whom, and whether somebody called it off. */
export type NetworkContext = {
  readonly url: URL;
  readonly registry: string;
  readonly signal: AbortSignal | undefined;
};

type Row = {
  readonly test: RegExp;
  readonly code: RegistryErrorCode;
  readonly say: (host: string) => string;
  /** What to do, where the usual hint of the code does not fit. */
  readonly hint?: (registry: string) => string;
};

const noTls = /^(?:EPROTO|ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST))/;

/** What Node, OpenSSL and undici call their failures, the first row that fits. */
const rows: readonly Row[] = [
  {
    test: /^(?:ENOTFOUND|EAI_|ENODATA|ESERVFAIL|EBADNAME|EDNS)/,
    code: 'host-unknown',
    say: (host) => `There is no host called ${host}, or its name cannot be looked up from here.`,
  },
  {
    test: /^ECONNREFUSED$/,
    code: 'connection-refused',
    say: (host) => `Nothing answers at ${host}.`,
  },
  {
    test: /^(?:EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)$/,
    code: 'connection-refused',
    say: (host) => `${host} cannot be reached from here.`,
  },
  {
    test: /^(?:UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/,
    code: 'timeout',
    say: (host) => `${host} does not take the connection in time.`,
  },
  {
    test: /^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/,
    code: 'timeout',
    say: (host) => `${host} took the connection and then fell silent.`,
  },
  {
    test: noTls,
    code: 'tls-failed',
    say: (host) => `${host} does not speak https.`,
    hint: (registry) => `If it has no TLS, set "plainHttp":true for ${registry} in ORRERY_REGISTRIES.`,
  },
  {
    test: /^(?:CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/,
    code: 'tls-failed',
    say: (host) => `The certificate of ${host} is out of date.`,
    hint: () => 'Tell whoever runs it, and check the clock of this machine.',
  },
  {
    test: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    code: 'tls-failed',
    say: (host) => `The certificate of ${host} was made for another name.`,
    hint: () => 'Use the name that it was made for, or ask whoever runs it for one that has this name.',
  },
  {
    test: /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH)/,
    code: 'tls-failed',
    say: (host) => `The certificate of ${host} is not trusted here.`,
    hint: (registry) =>
      `If its CA is your company's, give the CA file as "ca" of ${registry} in ORRERY_REGISTRIES, or for all hosts in SSL_CERT_FILE or NODE_EXTRA_CA_CERTS, and start Orrery again.`,
  },
  {
    test: /^(?:HPE_|HTTPParserError$|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH)/,
    code: 'bad-response',
    say: (host) => `${host} gave an answer that is not proper HTTP.`,
  },
];

/** Whatever went wrong below HTTP, in the words of RegistryError; the original stays as its cause. */
export function networkError(error: unknown, { url, registry, signal }: NetworkContext): RegistryError {
  if (error instanceof RegistryError) return error;
  if (signal?.aborted) {
    return isTimeout(signal.reason)
      ? new RegistryError('timeout', registry, `${url.host} was too slow.`, { cause: error })
      : new RegistryError('cancelled', registry, `The request to ${url.host} was cancelled.`, {
          cause: error,
        });
  }
  const name = codeOf(error);
  const row = rows.find(({ test }) => test.test(name));
  if (row !== undefined) {
    const hint = row.hint === undefined ? {} : { hint: row.hint(registry) };
    return new RegistryError(row.code, registry, row.say(url.host), { cause: error, ...hint });
  }
  const message = `The connection to ${url.host} broke.`;
  return new RegistryError('unavailable', registry, message, { cause: error });
}

/** Whether a failed request says that no TLS is spoken there, rather than that its certificate is not trusted. */
export function speaksNoTls(error: unknown): boolean {
  return error instanceof RegistryError && error.code === 'tls-failed' && noTls.test(codeOf(error.cause));
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}

// undici's parser has a code only for some of what it refuses, and a name for all of it.
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
