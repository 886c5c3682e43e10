import { RegistryError } from '#lib/registry/registry-error';
import type { HttpProxy } from '#lib/server/platform/network-settings';

/** The error for a proxy that answered in place of the host behind it. */
export function proxyRefused(proxy: HttpProxy, status: number, target: string): RegistryError {
  const { host, authorization, variable } = proxy;
  const hint = `${variable} names this proxy. Name hosts that need no proxy in NO_PROXY.`;
  if (status === 407) {
    return authorization === undefined
      ? proxyFailed(target, `The proxy ${host} asks for a user name and password.`, {
          hint: `Write them into ${variable}: http://user:password@${host}.`,
        })
      : proxyFailed(target, `The proxy ${host} does not accept the user name and password given for it.`, {
          hint: `Correct them in ${variable}; characters such as @ and : are written with % there.`,
        });
  }
  const message =
    status >= 500
      ? `The proxy ${host} could not reach ${target} (HTTP ${status}).`
      : `The proxy ${host} does not let us reach ${target} (HTTP ${status}).`;
  return proxyFailed(target, message, { hint });
}

/** The error for a proxy that could not be spoken to. */
export function proxyUnreachable(proxy: HttpProxy, target: string, cause: unknown): RegistryError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const isCertificate = /^(?:CERT_|ERR_TLS|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code);
  const message = isCertificate
    ? `The certificate of the proxy ${proxy.host} is not trusted here.`
    : `The proxy ${proxy.host} does not answer.`;
  const hint = isCertificate
    ? 'Name a file with its CA certificate in SSL_CERT_FILE or NODE_EXTRA_CA_CERTS, and start Orrery again.'
    : `${proxy.variable} names it: check host and port. Name hosts that need no proxy in NO_PROXY.`;
  return proxyFailed(target, message, { hint, cause });
}

function proxyFailed(
  target: string,
  message: string,
  options: { hint: string; cause?: unknown },
): RegistryError {
  return new RegistryError('proxy-failed', target, message, options);
}
