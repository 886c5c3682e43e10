import { expect, test } from 'vitest';
import { readTrustedRoot } from './trusted-roots.ts';

const mediaType = 'application/vnd.dev.sigstore.trustedroot+json;version=0.1';
const log = (baseUrl: string) => ({ baseUrl, hashAlgorithm: 'SHA2_256' });

function rootOf(value: unknown) {
  const reading = readTrustedRoot('acme', value);
  if (!('root' in reading)) throw new Error(reading.problem);
  return reading.root;
}

test('a root is read from an object and from text', () => {
  const value = { mediaType, tlogs: [log('https://a.example')] };
  expect(rootOf(value).root.tlogs[0]?.baseUrl).toBe('https://a.example');
  expect(rootOf(JSON.stringify(value, null, 2))).toEqual(rootOf(value));
});

test('of several roots in JSON Lines every log counts', () => {
  const lines = ['https://a.example', 'https://b.example'].map((url) =>
    JSON.stringify({ mediaType, tlogs: [log(url)] }),
  );
  expect(rootOf(`${lines.join('\n')}\n`).root.tlogs.map(({ baseUrl }) => baseUrl)).toEqual([
    'https://a.example',
    'https://b.example',
  ]);
});

test.each([
  ['', /not valid JSON/],
  ['{"a"', /not valid JSON/],
  [`{"mediaType":"${mediaType}","tlogs":[],"tlogs":[]}`, /twice/],
  [[], /not an object/],
  [{}, /no trusted root/],
  [{ mediaType: 'application/json' }, /no trusted root/],
  [{ mediaType, tlogs: {} }, /tlogs is not a list/],
  [{ mediaType, tlogs: ['x'] }, /tlogs is not a list/],
  [
    { mediaType, tlogs: [{ publicKey: { validFor: { start: {} } }, hashAlgorithm: 'MD4' }] },
    /cannot be read/,
  ],
])('%j is refused in a sentence', (value, sentence) => {
  const reading = readTrustedRoot('acme', value);
  expect('problem' in reading && reading.problem).toMatch(sentence);
});
