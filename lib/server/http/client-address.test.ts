import { expect, test } from 'vitest';
import { parseAddressRange } from '#lib/server/platform/address-range';
import { clientAddress } from './client-address.ts';

const proxies = ['10.0.0.0/8', '::1'].map(parseAddressRange).filter((range) => range !== undefined);

test.each([
  ['nobody forwards', '203.0.113.9', undefined, '203.0.113.9'],
  ['a client makes one up', '203.0.113.9', '192.0.2.1', '203.0.113.9'],
  ['a proxy says who asked it', '10.0.0.5', '203.0.113.9', '203.0.113.9'],
  ['a proxy adds to what a client made up', '10.0.0.5', '192.0.2.1, 203.0.113.9', '203.0.113.9'],
  ['two proxies', '::ffff:10.0.0.5', '203.0.113.9, 10.1.1.1', '203.0.113.9'],
  ['a proxy says nothing', '::1', undefined, '::1'],
  ['a proxy says nonsense', '10.0.0.5', '203.0.113.9, unknown', '10.0.0.5'],
  ['several headers', '10.0.0.5', ['192.0.2.1', '203.0.113.9'], '203.0.113.9'],
  ['a socket that is gone', undefined, '203.0.113.9', 'unknown'],
] as const)('%s', (_, remote, forwarded, client) => {
  expect(clientAddress(remote, forwarded, proxies)).toBe(client);
});
