import { lookup as lookupByDns } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { LRUCache } from 'lru-cache';
import { RegistryError } from '#lib/registry/registry-error';
import { limits } from '#lib/server/platform/limits';
import type { HostClassCache } from './address-policy.ts';
import { addressRefused, classifyAddress, literalAddress } from './address-policy.ts';

/** One answer of the name service. */
type ResolvedAddress = { readonly address: string; readonly family: number };
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/**
 * A lookup whose answers are judged before any of them is dialled. One bad address among several refuses the name:
 * whoever sends them chooses which of them is dialled. A name with private and public addresses, as a registry on the
 * local network has that also speaks IPv6, is dialled at the private ones alone: behind the public one somebody could
 * answer first, and then let the next connection fall to its neighbour.
 */
export function guardedLookup(
  resolve: Resolve,
  isAllowed: (hostname: string, address: string) => boolean,
): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const bad = addresses.find(({ address }) => !isAllowed(hostname, address));
        const chosen = privateOnes(addresses);
        const [first] = chosen;
        if (bad !== undefined) callback(addressRefused(hostname, bad.address), []);
        else if (first === undefined) callback(hostUnknown(hostname), []);
        else if (all === true) callback(null, [...chosen]);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, []),
    );
  };
}

/** What the operating system says about a name. */
export const resolveByDns: Resolve = (hostname) => lookupByDns(hostname, { all: true });

function privateOnes(addresses: readonly ResolvedAddress[]): readonly ResolvedAddress[] {
  const found = addresses.filter(({ address }) => classifyAddress(address) === 'private');
  return found.length === 0 ? addresses : found;
}

function hostUnknown(hostname: string): RegistryError {
  return new RegistryError('host-unknown', hostname, `There is no host called ${hostname}.`);
}

/** Names under which clouds serve their metadata; a proxy would look them up in its own network. */
const metadataNames = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.internal',
  'metadata.tencentyun.com',
  'instance-data',
  'instance-data.ec2.internal',
]);

/** Judges what a proxy is to dial; rejects with RegistryError `egress-refused`. */
export type ProxiedGuard = (hostname: string, mayBePrivate: boolean) => Promise<void>;

/**
 * The egress guard for requests that a proxy dials. Where this machine can look the name up as well, its addresses are
 * judged as if they were dialled from here. A name that only the proxy can look up is left to it, unless it is a known
 * name of a metadata service. Looking up never takes longer than `waitMs`.
 */
export function createProxiedGuard(
  resolve: Resolve,
  hostClasses: HostClassCache,
  waitMs: number,
): ProxiedGuard {
  const known = new LRUCache<string, readonly string[]>({
    max: limits.proxiedNamesMax,
    ttl: limits.proxiedNameAgeMs,
  });
  const addressesOf = async (hostname: string) => {
    const found = known.get(hostname) ?? (await lookUp(resolve, hostname, waitMs));
    known.set(hostname, found);
    return found;
  };
  return async (hostname, mayBePrivate) => {
    const name = hostname.toLowerCase().replace(/\.$/, '');
    if (metadataNames.has(name)) {
      const message = `${hostname} is the metadata service of a cloud, which is never opened.`;
      throw new RegistryError('egress-refused', hostname, message);
    }
    const literal = literalAddress(hostname);
    for (const address of literal === undefined ? await addressesOf(hostname) : [literal]) {
      const reach = classifyAddress(address);
      const isReachable = reach === 'public' || (reach === 'private' && mayBePrivate);
      if (!isReachable || !hostClasses.allows(hostname, reach)) throw addressRefused(hostname, address);
      hostClasses.note(hostname, reach);
    }
  };
}

async function lookUp(resolve: Resolve, hostname: string, waitMs: number): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<readonly string[]>((give) => {
    timer = setTimeout(give, waitMs, []);
  });
  // Company networks often look up only their own names: what fails here may work at the proxy.
  const addresses = resolve(hostname).then(
    (found) => found.map(({ address }) => address),
    () => [],
  );
  return await Promise.race([addresses, timeout]).finally(() => clearTimeout(timer));
}
