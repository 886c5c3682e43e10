import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import { RegistryError } from '#lib/registry/registry-error';
import { limits } from '#lib/server/platform/limits';

/** `public`: anybody's · `private`: this machine or its networks · `refused`: nothing that a registry could live on. */
export type Reach = 'public' | 'private' | 'refused';

// Metadata services of clouds that their ranges do not give away (Azure's counts as ordinary unicast).
const cloudEndpoints = new Set([
  '169.254.169.254',
  '168.63.129.16',
  '100.100.100.200',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd20:ce::254',
]);
const privateRanges = new Set(['loopback', 'private', 'carrierGradeNat', 'uniqueLocal']);
const globalUnicast = ipaddr.IPv6.parse('2000::');
const globalUnicastBits = 3;

/**
 * What an address belongs to. Only plain unicast is public and only the known private ranges are private; everything
 * else, known today or not, is refused. Addresses of version 4 within version 6 are judged by what they hold.
 */
export function classifyAddress(text: string): Reach {
  const literal = withoutZone(text);
  if (!ipaddr.isValid(literal)) return 'refused';
  const address = ipaddr.parse(literal);
  if (cloudEndpoints.has(address.toString())) return 'refused';
  return address instanceof ipaddr.IPv6 ? classifyVersion6(address) : classifyVersion4(address);
}

/** The address in a URL's host name when it is one, without brackets and closing dot; undefined for names. */
export function literalAddress(hostname: string): string | undefined {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return ipaddr.isValid(host) ? host : undefined;
}

function classifyVersion4(address: ipaddr.IPv4): Reach {
  const range = address.range();
  if (range === 'unicast') return 'public';
  return privateRanges.has(range) ? 'private' : 'refused';
}

function classifyVersion6(address: ipaddr.IPv6): Reach {
  if (address.isIPv4MappedAddress()) return classifyAddress(address.toIPv4Address().toString());
  const range = address.range();
  // 64:ff9b::/96 is how public version 4 looks on networks that have none; nothing private belongs behind it.
  if (range === 'rfc6052') return classifyEmbedded(address);
  if (privateRanges.has(range)) return 'private';
  return range === 'unicast' && address.match(globalUnicast, globalUnicastBits) ? 'public' : 'refused';
}

function classifyEmbedded(address: ipaddr.IPv6): Reach {
  const isWellKnownPrefix = address.match(ipaddr.IPv6.parse('64:ff9b::'), 96);
  const embedded = new ipaddr.IPv4(address.toByteArray().slice(12)).toString();
  return isWellKnownPrefix && classifyAddress(embedded) === 'public' ? 'public' : 'refused';
}

function withoutZone(text: string): string {
  const percent = text.indexOf('%');
  return percent < 0 ? text : text.slice(0, percent);
}

/** The error for an address that is not dialled, with the reason that a person can judge. */
export function addressRefused(hostname: string, address: string): RegistryError {
  const what =
    literalAddress(hostname) === undefined ? `${hostname} leads to ${address}, which is` : `${hostname} is`;
  const why =
    classifyAddress(address) === 'private'
      ? 'a private address that a public registry may not lead to. Where a name was public before and is not any more, because of a VPN, start Orrery again.'
      : 'an address that is never opened.';
  return new RegistryError('egress-refused', hostname, `${what} ${why}`);
}

/** Remembers for each host name the class of the address that was really dialled. */
export type HostClassCache = {
  readonly note: (hostname: string, reach: Reach) => void;
  /** The class of the registry at this origin; public as long as nothing is known. */
  readonly of: (origin: string) => Reach;
  /** Whether a name may be dialled at an address of this class, after all that it has been before. */
  readonly allows: (hostname: string, reach: Reach) => boolean;
};

/**
 * An empty cache. A name that was public once stays public: a registry cannot become private by changing the address of
 * its name, and so reach what stands beside us (DNS rebinding).
 */
export function createHostClassCache(): HostClassCache {
  const classes = new LRUCache<string, Reach>({ max: limits.hostClassesMax });
  return {
    note: (hostname, reach) => {
      if (classes.get(hostname) !== 'public') classes.set(hostname, reach);
    },
    of: (origin) => {
      const { hostname } = new URL(origin);
      const literal = literalAddress(hostname);
      return literal === undefined ? (classes.get(hostname) ?? 'public') : classifyAddress(literal);
    },
    allows: (hostname, reach) => reach === 'public' || classes.get(hostname) !== 'public',
  };
}
