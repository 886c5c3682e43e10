import { X509Certificate } from 'node:crypto';
import { Secret } from '#lib/registry/auth/credential';
import type { Environment, ReadFile } from './read-variables.ts';
import { StartError } from './start-error.ts';

/** A proxy that requests leave through, and the variable that names it. */
export type HttpProxy = {
  /** `http://proxy.corp:3128`, never with a user name in it. */
  readonly origin: string;
  readonly host: string;
  /** Value of `Proxy-Authorization`; undefined where the variable has no user name. */
  readonly authorization: Secret | undefined;
  readonly variable: string;
};

/** Which requests go through a proxy. */
export type ProxySettings = {
  readonly http: HttpProxy | undefined;
  readonly https: HttpProxy | undefined;
  /** The value of `NO_PROXY` as it was given. */
  readonly noProxy: string;
};

/**
 * Reads `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, the lower-case name first as curl does; undefined where no proxy is
 * named. `HTTP_PROXY` in capitals counts, as for Go and its tools: this is no CGI program, in which a header could set it.
 *
 * @throws StartError where a value is no address of a proxy; the message does not hold it, as it may have a password.
 */
export function readProxies(environment: Environment): ProxySettings | undefined {
  const http = readProxy('HTTP_PROXY', environment);
  const https = readProxy('HTTPS_PROXY', environment);
  if (http === undefined && https === undefined) return undefined;
  return { http, https, noProxy: find('NO_PROXY', environment)?.value ?? '' };
}

/** The certificates in a PEM file, as its text. @throws StartError where it cannot be read or holds none. */
export function readCertificates(path: string, setting: string, readFile: ReadFile): string {
  let text: string;
  try {
    text = readFile(path);
  } catch (cause) {
    throw new StartError('setting', `${setting} names ${path}, which cannot be read.`, { cause });
  }
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || !blocks.every(isCertificate))
    throw new StartError('setting', `${setting} names ${path}, which holds no certificates in PEM form.`);
  return blocks.join('\n');
}

/**
 * The certificates that are trusted beside those of Node.js: `SSL_CERT_FILE`. `NODE_EXTRA_CA_CERTS` is read by Node.js
 * itself, which says nothing when it cannot: it is checked here.
 *
 * @throws StartError where one of the files cannot be used.
 */
export function readExtraCertificates(environment: Environment, readFile: ReadFile): string | undefined {
  const read = (name: string) => {
    const path = environment[name]?.trim() ?? '';
    return path === '' ? undefined : readCertificates(path, name, readFile);
  };
  read('NODE_EXTRA_CA_CERTS');
  return read('SSL_CERT_FILE');
}

function find(name: string, environment: Environment) {
  for (const variable of [name.toLowerCase(), name]) {
    const value = environment[variable]?.trim() ?? '';
    if (value !== '') return { variable, value };
  }
  return undefined;
}

function readProxy(name: string, environment: Environment): HttpProxy | undefined {
  const found = find(name, environment);
  if (found === undefined) return undefined;
  const { variable, value } = found;
  const url = URL.parse(value.includes('://') ? value : `http://${value}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    const example = 'an http or https proxy like http://proxy.corp:3128';
    throw new StartError('setting', `${variable} must be the address of ${example}.`);
  }
  return { origin: url.origin, host: url.host, authorization: authorizationOf(url, variable), variable };
}

function authorizationOf({ username, password }: URL, variable: string): Secret | undefined {
  if (username === '' && password === '') return undefined;
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return new Secret(`Basic ${Buffer.from(pair).toString('base64')}`);
  } catch {
    const message = `${variable} has a % in its user name or password that must be written %25.`;
    throw new StartError('setting', message);
  }
}

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block).raw.length > 0;
  } catch {
    return false;
  }
}

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
