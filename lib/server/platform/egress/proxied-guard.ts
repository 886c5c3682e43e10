import { LRUCache } from 'lru-cache';
import { RegistryError } from '#lib/registry/registry-error';
import { limits } from '#lib/server/platform/limits';
import { classifyAddress, literalAddress } from './address-policy.ts';
import { addressRefused } from './address-refused.ts';
import type { Resolve } from './guarded-lookup.ts';
import type { HostClassCache } from './host-class-cache.ts';

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
