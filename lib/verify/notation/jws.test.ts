import { expect, test } from 'vitest';
import { attribute } from './envelope.ts';
import { parseNotationJson, readJwsEnvelope } from './jws.ts';
import { makeJws, makeSigner, plainHeaders, plainPayload } from './testing/make-envelope.ts';

const signer = makeSigner();

function bent(change: Readonly<Record<string, unknown>>): Uint8Array {
  return makeJws(signer, { bend: (envelope) => ({ ...envelope, ...change }) });
}

test('an envelope is read into its parts', () => {
  const envelope = readJwsEnvelope(makeJws(signer));
  expect(envelope).toMatchObject({ algorithm: 'ES256', critical: [attribute.scheme], warnings: [] });
  expect(Buffer.from(envelope.payload).toString()).toBe(plainPayload);
  expect(envelope.chain.map((der) => Buffer.from(der))).toEqual(signer.chain.map(({ der }) => der));
  expect(envelope.headers.get(attribute.scheme)).toBe('notary.x509');
});

test.each([
  ['text that is no JSON', Buffer.from('{')],
  ['a list', Buffer.from('[]')],
  ['bytes that are no text', Buffer.from([0xff, 0xfe])],
  ['a payload in plain base64', bent({ payload: 'a+b=' })],
  ['a signature that is cut', bent({ signature: 'abcde' })],
  ['no protected header', bent({ protected: undefined })],
  ['a protected header that is no object', bent({ protected: Buffer.from('1').toString('base64url') })],
  ['a certificate that is not in base64', bent({ header: { x5c: ['!'] } })],
  ['a time stamp that is a number', bent({ header: { [attribute.stamp]: 1 } })],
  ['a program that is a number', bent({ header: { [attribute.agent]: 1 } })],
  ['a list of critical headers that is none', makeJws(signer, { headers: { ...plainHeaders, crit: 1 } })],
])('%s is refused', (_, bytes) => {
  expect(() => readJwsEnvelope(bytes)).toThrow(expect.objectContaining({ refusal: expect.anything() }));
});

test('a name in another case, which Go takes for the same, is refused', () => {
  expect(() => readJwsEnvelope(bent({ Payload: 'e30' }))).toThrow('some programs take for “payload”');
  const headers = { ...plainHeaders, CTY: 'x' };
  expect(() => readJwsEnvelope(makeJws(signer, { headers }))).toThrow('some programs take for “cty”');
});

test('a name that stands twice counts as the last one, with a warning', () => {
  const { value, warnings } = parseNotationJson(Buffer.from('{"a":1,"a":2}'), 'The payload', ['a']);
  expect(value.a).toBe(2);
  expect(warnings).toEqual(['The payload has the name “a” twice; the last one counts.']);
});

test('the prototype of a header is no header', () => {
  const text = Buffer.from('{"__proto__":{"alg":"ES256"}}').toString('base64url');
  expect(readJwsEnvelope(bent({ protected: text })).algorithm).toBeUndefined();
});

test('ends of lines in base64 are passed over, as Go does', () => {
  const envelope = readJwsEnvelope(bent({ signature: 'YWJj\r\nZGVm' }));
  expect(Buffer.from(envelope.signature).toString()).toBe('abcdef');
});

test('a header that is null is not there, but for one that nobody knows', () => {
  const headers = { ...plainHeaders, [attribute.expiry]: null, 'acme.x': null };
  const read = readJwsEnvelope(makeJws(signer, { headers })).headers;
  expect([read.has(attribute.expiry), read.has('acme.x')]).toEqual([false, true]);
});
