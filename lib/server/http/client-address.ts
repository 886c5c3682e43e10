import type { AddressRange } from '#lib/server/platform/address-range';
import { isInRanges, parseIpAddress } from '#lib/server/platform/address-range';

/**
 * The address of the client behind the proxies in front of us. Each proxy adds the address that it was asked from to
 * `X-Forwarded-For`; whatever stands left of the first that is no trusted proxy could have been made up by that one.
 */
export function clientAddress(
  remote: string | undefined,
  forwarded: string | readonly string[] | undefined,
  trusted: readonly AddressRange[],
): string {
  const named = String(forwarded ?? '').split(',');
  let client = parseIpAddress(remote ?? '');
  while (client !== undefined && isInRanges(client, trusted)) {
    const before = parseIpAddress(named.pop()?.trim() ?? '');
    if (before === undefined) break;
    client = before;
  }
  return client?.toString() ?? 'unknown';
}
