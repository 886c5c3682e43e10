import ipaddr from 'ipaddr.js';
import type { HttpProxy, ProxySettings } from '#lib/server/platform/network-settings';
import { literalAddress } from './address-policy.ts';

/**
 * The proxy that a request goes through; undefined where it goes directly. This machine is never asked through one, and
 * `NO_PROXY` is read as Go's tools read it: `*` for all, `example.com` for that host and those under it, `.example.com`
 * for those under it, addresses, ranges such as `10.0.0.0/8`, each but the ranges with a port where only that is meant
 * (https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config). Commas or spaces stand between them.
 */
export function proxyOf(proxies: ProxySettings, url: URL): HttpProxy | undefined {
  const proxy = url.protocol === 'https:' ? proxies.https : proxies.http;
  if (proxy === undefined) return undefined;
  const host = url.hostname.replace(/^\[|\]$|\.$/g, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return isThisMachine(host) || isExempt(proxies.noProxy, host, port) ? undefined : proxy;
}

function isThisMachine(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback';
}

function isExempt(noProxy: string, host: string, port: string): boolean {
  const entries = noProxy.toLowerCase().split(/[\s,]+/);
  return entries.some((entry) => entry === '*' || (entry !== '' && matches(entry, host, port)));
}

function matches(entry: string, host: string, port: string): boolean {
  const address = literalAddress(host);
  if (entry.includes('/')) return address !== undefined && isWithin(entry, address);
  const [, name = '', onlyPort = port] = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (onlyPort !== port) return false;
  const own = literalAddress(name);
  if (own !== undefined) return address !== undefined && isSame(own, address);
  const domain = name.replace(/^\*(?=\.)/, '').replace(/\.$/, '');
  if (domain === '' || address !== undefined) return false;
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function isSame(one: string, other: string): boolean {
  return ipaddr.process(one).toString() === ipaddr.process(other).toString();
}

function isWithin(range: string, address: string): boolean {
  if (!ipaddr.isValidCIDR(range)) return false;
  const [base, bits] = ipaddr.parseCIDR(range);
  const found = ipaddr.process(address);
  return found.kind() === base.kind() && found.match(base, bits);
}
