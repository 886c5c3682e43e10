import { lookup as lookupByDns } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { RegistryError } from '#lib/registry/registry-error';
import { classifyAddress } from './address-policy.ts';
import { addressRefused } from './address-refused.ts';

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
