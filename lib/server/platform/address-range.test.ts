import { expect, test } from 'vitest';
import { isInRanges, networkOf, parseAddressRange, parseIpAddress } from './address-range.ts';

function isIn(text: string, ...ranges: string[]): boolean {
  const address = parseIpAddress(text);
  const parsed = ranges.map(parseAddressRange).filter((range) => range !== undefined);
  if (address === undefined || parsed.length !== ranges.length) throw new Error('no address');
  return isInRanges(address, parsed);
}

test('an address lies in its ranges, also when it is written as IPv6', () => {
  expect(isIn('10.1.2.3', '10.0.0.0/8')).toBe(true);
  expect(isIn('::ffff:10.1.2.3', '10.0.0.0/8')).toBe(true);
  expect(isIn('11.1.2.3', '10.0.0.0/8', 'fd00::/8')).toBe(false);
  expect(isIn('fd12::1', '10.0.0.0/8', 'fd00::/8')).toBe(true);
  expect(isIn('10.0.0.5', '10.0.0.5')).toBe(true);
  expect(isIn('10.0.0.6', '10.0.0.5')).toBe(false);
});

test.each([
  '',
  'localhost',
  '10.1',
  '010.0.0.1',
  '0x0a000001',
  '10.0.0.0/33',
  '10.0.0.0/8/8',
  '10.0.0.0/',
  '::1/129',
])('"%s" is no address and no range', (text) => expect(parseAddressRange(text)).toBeUndefined());

test.each([
  ['10.0.0.5', '10.0.0.5'],
  ['::ffff:10.0.0.5', '10.0.0.5'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::9', '2001:db8:1:3::/64'],
  ['unknown', 'unknown'],
])('%s counts as the client %s', (text, client) => expect(networkOf(text)).toBe(client));
