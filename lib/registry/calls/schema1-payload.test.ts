import { expect, test } from 'vitest';
import { schema1Payload } from './schema1-payload.ts';

const base64Url = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const payload = '{"schemaVersion":1,"name":"demo/app","tag":"1.0"\n}';

function signed(header: unknown): Uint8Array<ArrayBuffer> {
  const signatures = JSON.stringify([{ protected: base64Url(JSON.stringify(header)), signature: 'x' }]);
  return new TextEncoder().encode(payload.replace('\n}', `,"signatures":${signatures}}`));
}

test('the payload of a signed manifest is the document before it was signed', () => {
  const bytes = signed({ formatLength: payload.length - 2, formatTail: base64Url('\n}') });
  expect(new TextDecoder().decode(schema1Payload(bytes))).toBe(payload);
});

test.each([
  ['no header', undefined],
  ['no length', { formatTail: 'fQ' }],
  ['no tail', { formatLength: 3 }],
  ['a tail that is no base64', { formatLength: 3, formatTail: '%%%' }],
])('a signature that protects nothing has no payload: %s', (_, header) => {
  expect(schema1Payload(signed(header))).toBeUndefined();
});

test.each(['', '[]', '{}', '{"signatures":[]}', '{"signatures":[{}]}'])('%j has no payload', (text) => {
  expect(schema1Payload(new TextEncoder().encode(text))).toBeUndefined();
});

test('a length beyond the document reads no further than its end', () => {
  const bytes = signed({ formatLength: 1e12, formatTail: base64Url('\n}') });
  expect(schema1Payload(bytes)?.length).toBe(bytes.length + 2);
});
