/** Why a request leaves: the egress policy differs by purpose, and so do time limits. */
export type FetchPurpose = 'registry' | 'token' | 'redirect';

export type FetchRequest = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | string;
  readonly signal?: AbortSignal;
  readonly purpose: FetchPurpose;
  /** A blob on its way, in or out: it may hold its connection for long, and takes none from the small requests. */
  readonly isTransfer?: boolean;
  /** Origin of the registry on whose behalf this goes out: a public registry must not lead us to a private address. */
  readonly onBehalfOf: string;
};

/**
 * One hop to the network: follows no redirect, adds no credential, decodes nothing. Rejects with RegistryError for
 * everything below HTTP (`host-unknown`, `connection-refused`, `tls-failed`, `timeout`, `cancelled`, `egress-refused`).
 * Injected, so that the client runs over sockets in the server and over a function in tests.
 */
export type Fetch = (url: URL, request: FetchRequest) => Promise<Response>;
