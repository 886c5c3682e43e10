import { RegistryError } from '#lib/registry/registry-error';
import { classifyAddress, literalAddress } from './address-policy.ts';

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
