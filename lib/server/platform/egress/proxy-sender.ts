import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Socket } from 'node:net';
import type { Agent as AgentType, Dispatcher } from 'undici';
import { Agent, buildConnector } from 'undici';
import { RegistryError } from '#lib/registry/registry-error';
import type { HttpProxy } from '#lib/server/platform/network-settings';
import type { RawAnswer } from './to-response.ts';

/** How the agents of a proxy are set up, and how long a connection may take. */
export type ProxySenderOptions = {
  readonly agent: AgentType.Options;
  readonly connectTimeoutMs: number;
  /** Until the proxy has connected to the host. */
  readonly tunnelTimeoutMs: number;
  readonly ca: readonly string[] | undefined;
};

type Sent = Pick<Dispatcher.RequestOptions, 'method' | 'body' | 'signal' | 'headersTimeout'> & {
  readonly headers: Readonly<Record<string, string>>;
};

/** Sends one request through a proxy; what the proxy itself answers is a RegistryError `proxy-failed`. */
export type ProxySender = (url: URL, sent: Sent) => Promise<RawAnswer>;

/**
 * A tunnel by CONNECT for https (RFC 9110 section 9.3.6), the absolute form of the request for plain http (RFC 9112 section
 * 3.2.2). The credentials of the proxy go to the proxy alone.
 */
export function createProxySender(proxy: HttpProxy, options: ProxySenderOptions): ProxySender {
  const ca = options.ca === undefined ? {} : { ca: [...options.ca] };
  const dial = buildConnector({
    timeout: options.connectTimeoutMs,
    allowH2: false,
    autoSelectFamily: true,
    ...ca,
  });
  const tunnels = new Agent({
    ...options.agent,
    connect: (target, callback) => {
      openTunnel(proxy, authorityOf(target), options).then(
        (httpSocket) => dial({ ...target, httpSocket }, callback),
        (error: Error) => callback(error, null),
      );
    },
  });
  const plain = new Agent({
    ...options.agent,
    connect: (target, callback) =>
      dial(target, (...[error, socket]) =>
        error === null ? callback(null, socket) : callback(proxyUnreachable(proxy, proxy.host, error), null),
      ),
  });
  return async (url, sent) => {
    const path = `${url.pathname}${url.search}`;
    if (url.protocol === 'https:') return await tunnels.request({ ...sent, origin: url.origin, path });
    const answer = await plain.request({
      ...sent,
      origin: proxy.origin,
      path: `${url.origin}${path}`,
      headers: { ...sent.headers, host: url.host, ...proxyHeaders(proxy) },
    });
    if (!isFromProxy(answer)) return answer;
    answer.body.on('error', () => undefined).destroy();
    throw proxyRefused(proxy, answer.statusCode, url.host);
  };
}

function proxyHeaders({ authorization }: HttpProxy): Record<string, string> {
  return authorization === undefined ? {} : { 'proxy-authorization': authorization.reveal() };
}

function authorityOf({ hostname, port }: buildConnector.Options): string {
  const host = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;
  return `${host}:${port || '443'}`;
}

// Proxies explain themselves in web pages; a registry's refusals are JSON.
function isFromProxy({ statusCode, headers }: RawAnswer): boolean {
  if (statusCode === 407) return true;
  const isPage = /^\s*text\/html\b/i.test(String(headers['content-type'] ?? ''));
  return (
    isPage &&
    [403, 502, 503, 504].includes(statusCode) &&
    headers['docker-distribution-api-version'] === undefined
  );
}

function openTunnel(proxy: HttpProxy, authority: string, options: ProxySenderOptions): Promise<Socket> {
  const { protocol, hostname, port } = new URL(proxy.origin);
  const isSecure = protocol === 'https:';
  return new Promise((resolve, reject) => {
    const request = (isSecure ? requestSecure : requestPlain)({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (isSecure ? 443 : 80) : Number(port),
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, 'user-agent': 'orrery', ...proxyHeaders(proxy) },
      agent: false,
      ...(isSecure && options.ca !== undefined ? { ca: [...options.ca] } : {}),
    });
    const timer = setTimeout(
      () => request.destroy(new Error('The proxy is too slow.')),
      options.tunnelTimeoutMs,
    );
    request.once('connect', ({ statusCode = 0 }, socket: Socket) => {
      clearTimeout(timer);
      if (statusCode >= 200 && statusCode < 300) return resolve(socket);
      socket.destroy();
      return reject(proxyRefused(proxy, statusCode, authority));
    });
    request.once('error', (error) => {
      clearTimeout(timer);
      reject(proxyUnreachable(proxy, authority, error));
    });
    request.end();
  });
}

/** The error for a proxy that answered in place of the host behind it. */
function proxyRefused(proxy: HttpProxy, status: number, target: string): RegistryError {
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
function proxyUnreachable(proxy: HttpProxy, target: string, cause: unknown): RegistryError {
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
