import { expect, test } from 'vitest';
import { extensionsOf } from './certificate-extensions.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const bare = (text: string) => new TextEncoder().encode(text);
const utf8 = (text: string) => Uint8Array.of(0x0c, text.length, ...bare(text));
const fulcio = '1.3.6.1.4.1.57264.1';

test.each([
  [
    'a bare text, as Fulcio wrote until 2022',
    `${fulcio}.5`,
    bare('acme/web'),
    'githubWorkflowRepository',
    'acme/web',
  ],
  ['a UTF8String', `${fulcio}.12`, utf8('https://a'), 'sourceRepositoryURI', 'https://a'],
  ['a claim that Fulcio added later', `${fulcio}.99`, utf8('x'), `${fulcio}.99`, 'x'],
  ['what is no text', '1.2.3', bytes('0101ff'), '1.2.3', '0101ff'],
  ['key uses', '2.5.29.15', bytes('030205a0'), 'keyUsage', 'digitalSignature, keyEncipherment'],
  [
    'purposes of the key',
    '2.5.29.37',
    bytes('301006082b0601050507030306042a030405'),
    'extendedKeyUsage',
    'codeSigning, 1.2.3.4.5',
  ],
])('%s', (_, oid, value, name, text) => {
  expect(extensionsOf(new Map([[oid, value]]))).toEqual({ [name]: text });
});

test('what links certificates to each other says nothing of the signer, and is left out', () => {
  const plumbing = ['2.5.29.14', '2.5.29.35', '2.5.29.19', '1.3.6.1.4.1.11129.2.4.2'];
  expect(extensionsOf(new Map(plumbing.map((oid) => [oid, bytes('0500')])))).toEqual({});
});

test('the later of two forms of a claim stays', () => {
  const both = new Map([
    [`${fulcio}.1`, bare('https://old')],
    [`${fulcio}.8`, utf8('https://new')],
  ]);
  expect(extensionsOf(both)).toEqual({ issuer: 'https://new' });
});
