/** A registry as the operator names it in ORRERY_REGISTRIES. */
export type ConfiguredRegistry = {
  readonly host: string;
  /** Undefined is for the host to decide: see {@link isPlainHttp}. */
  readonly plainHttp?: boolean | undefined;
  /** `host/name` of another repository that holds what refers to the images of this registry. */
  readonly attachedIn?: string | undefined;
  /** Origins of token servers of another owner that may have the credentials for this registry. */
  readonly tokenServers?: readonly string[] | undefined;
  /** PEM text of the certificates that are trusted for this registry and for where it leads. */
  readonly ca?: string | undefined;
};

/**
 * Whether a registry is asked without TLS. As every client does: plain http is for this machine, and for what the operator
 * names.
 */
export function isPlainHttp(registry: string, configured: readonly ConfiguredRegistry[]): boolean {
  const named = configured.find(({ host }) => host === registry);
  return named?.plainHttp ?? (named?.ca === undefined && isLoopback(registry));
}

/** Whether plain http is only assumed, because the registry is on this machine and nobody says otherwise. */
export function mayHaveTls(registry: string, configured: readonly ConfiguredRegistry[]): boolean {
  const named = configured.find(({ host }) => host === registry);
  return named?.plainHttp === undefined && isPlainHttp(registry, configured);
}

function isLoopback(registry: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(registry);
}
