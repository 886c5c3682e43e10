const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

/** Whether a registry is this machine's, and so speaks plain http unless somebody says otherwise. */
export function isLoopback(registry: string): boolean {
  return loopback.test(registry);
}

// Crane and cosign know of all loopback names that they speak plain http, oras of localhost alone, regctl of none.
/** The flag that oras needs for a registry, with a space before it; `side` is `from-` or `to-` where it copies. */
export function orasFlag(registry: string, side: '' | 'from-' | 'to-' = ''): string {
  return isLoopback(registry) && !registry.startsWith('localhost') ? ` --${side}plain-http` : '';
}

/** The option that regctl needs, with a space before it. */
export function regctlFlag(registry: string): string {
  return isLoopback(registry) ? ` --host reg=${registry},tls=disabled` : '';
}
