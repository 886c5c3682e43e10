import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** One address or all that begin with the same bits. */
export type AddressRange = { readonly address: Address; readonly bits: number };

/** An address; one of IPv4 that is written as IPv6 counts as IPv4. Undefined for any other text. */
export function parseIpAddress(text: string): Address | undefined {
  // The short and octal spellings of IPv4 are left to nobody's guess.
  if (!ipaddr.IPv6.isValid(text) && !ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  return ipaddr.process(text);
}

/** `10.0.0.5` or `10.0.0.0/8`; undefined for any other text. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [start = '', length, ...rest] = text.split('/');
  const address = parseIpAddress(start);
  if (address === undefined || rest.length > 0) return undefined;
  const all = address.kind() === 'ipv4' ? 32 : 128;
  const bits = length === undefined ? all : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  return bits <= all ? { address, bits } : undefined;
}

/**
 * What counts as one client: an address of IPv4, and of IPv6 the network of 64 bits that its provider gives to one. The
 * text itself where it is no address.
 */
export function networkOf(text: string): string {
  const address = parseIpAddress(text);
  if (!(address instanceof ipaddr.IPv6)) return address?.toString() ?? text;
  return `${new ipaddr.IPv6([...address.parts.slice(0, 4), 0, 0, 0, 0])}/64`;
}

/** Whether an address lies in one of the ranges. */
export function isInRanges(address: Address, ranges: readonly AddressRange[]): boolean {
  return ranges.some((range) => {
    if (address instanceof ipaddr.IPv4)
      return range.address instanceof ipaddr.IPv4 && address.match(range.address, range.bits);
    return range.address instanceof ipaddr.IPv6 && address.match(range.address, range.bits);
  });
}
