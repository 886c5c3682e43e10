import { expect, test } from 'vitest';
import { parseAddressRange } from '#lib/server/platform/address-range';
import { identifyRequest } from './request-identity.ts';

const proxies = [parseAddressRange('10.0.0.0/8')].filter((range) => range !== undefined);
const trace = '0af7651916cd43dd8448eb211c80319c';
const made = expect.stringMatching(/^[\da-f]{8}-[\da-f-]{27}$/);

function identify(headers: Record<string, string>, remoteAddress = '10.0.0.5') {
  return identifyRequest({ headers, socket: { remoteAddress } }, proxies);
}

test('a trusted proxy names a request and its trace', () => {
  const headers = { 'x-request-id': 'edge-7:abc_1.2', traceparent: `00-${trace}-b7ad6b7169203331-01` };
  expect(identify(headers)).toEqual({
    id: 'edge-7:abc_1.2',
    parent: { traceId: trace, spanId: 'b7ad6b7169203331', isSampled: true },
  });
});

test('nobody else does', () => {
  const headers = { 'x-request-id': 'edge-7', traceparent: `00-${trace}-b7ad6b7169203331-01` };
  expect(identify(headers, '192.0.2.1')).toEqual({ id: made, parent: undefined });
  expect(identifyRequest({ headers, socket: {} }, proxies)).toEqual({ id: made, parent: undefined });
});

test.each(['', 'a b', 'a"b', 'line\nbreak', 'ä', 'x'.repeat(129)])('%j is no name of a request', (id) => {
  expect(identify({ 'x-request-id': id }).id).toEqual(made);
});

test.each([
  '',
  trace,
  `ff-${trace}-b7ad6b7169203331-01`,
  `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
  `00-${trace}-${'0'.repeat(16)}-01`,
  `00-${trace.toUpperCase()}-b7ad6b7169203331-01`,
  `00-${trace}-b7ad6b7169203331-01x`,
])('%j begins no trace', (traceparent) => {
  expect(identify({ traceparent }).parent).toBeUndefined();
});

test('a later version of the header may say more', () => {
  expect(identify({ traceparent: `01-${trace}-b7ad6b7169203331-00-more` }).parent).toEqual({
    traceId: trace,
    spanId: 'b7ad6b7169203331',
    isSampled: false,
  });
});
