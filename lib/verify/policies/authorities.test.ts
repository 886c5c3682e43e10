import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { NamedRoot } from '#lib/verify/policy';
import { readAuthority } from './authorities.ts';
import { FieldReader } from './field-reader.ts';
import { readTrustedRoot } from './trusted-roots.ts';

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString();
const publicGood = emptyRoot('public-good');
const acme = emptyRoot('acme');
const known = {
  roots: new Map([publicGood, acme].map((root) => [root.name, root])),
  statements: new Set(['ours']),
};
const identities = [{ issuer: 'https://issuer.example', subject: 'ada@acme.example' }];

function emptyRoot(name: string): NamedRoot {
  const mediaType = 'application/vnd.dev.sigstore.trustedroot+json;version=0.1';
  const reading = readTrustedRoot(name, { mediaType });
  if ('problem' in reading) throw new Error(reading.problem);
  return reading.root;
}

function read(value: unknown) {
  const unsupported: string[] = [];
  return readAuthority(new FieldReader(value, 'authorities[0]', unsupported), 0, known, unsupported);
}

test('a key without a log asks for no entry and takes both forms', () => {
  expect(read({ name: 'release', key: { data: key, hashAlgorithm: 'sha384' } })).toEqual([
    {
      name: 'release',
      formats: ['legacy', 'bundle'],
      attestations: [],
      unsupported: [],
      warnings: [],
      trust: {
        by: 'key',
        key: { name: 'release', pem: key },
        hash: 'sha384',
        demands: { ignoreCtLog: true },
      },
    },
  ]);
});

test('each of several keys suffices', () => {
  expect(read({ key: { data: `${key}${key}` } }).map(({ name }) => name)).toEqual([
    'authority-0',
    'authority-0#2',
  ]);
});

test('a keyless authority that names no root is held against the public good one', () => {
  const [authority] = read({ keyless: { identities, insecureIgnoreSCT: true }, signatureFormat: 'bundle' });
  expect(authority).toMatchObject({
    formats: ['bundle'],
    unsupported: [],
    trust: { by: 'keyless', root: publicGood, identities, demands: { ignoreCtLog: true } },
  });
});

test('log and time stamps are asked for where the policy names their roots', () => {
  const trustRootRef = 'acme';
  const [authority] = read({
    keyless: { trustRootRef, identities },
    ctlog: { trustRootRef },
    rfc3161timestamp: { trustRootRef },
  });
  expect(authority?.trust).toMatchObject({ demands: { log: acme, timestamp: acme, ignoreCtLog: false } });
  expect(authority?.warnings.join(' ')).toMatch(/policy-controller would ask for the time stamp alone/);
});

test('a log that names nothing is off', () => {
  expect(read({ keyless: { identities }, ctlog: {} })[0]?.trust).toMatchObject({ demands: { log: 'none' } });
});

test('attestations are asked for by their type, and the short names of cosign stand for theirs', () => {
  const attestations = [{ name: 'provenance', predicateType: 'slsaprovenance1' }];
  expect(read({ key: { data: key }, attestations })[0]?.attestations).toEqual([
    { name: 'provenance', predicateType: 'https://slsa.dev/provenance/v1' },
  ]);
});

test("a statement of notation's trust policy may be an authority", () => {
  const [authority] = read({ notation: { trustPolicy: 'ours' } });
  expect(authority).toMatchObject({ unsupported: [], trust: { by: 'notation', trustPolicy: 'ours' } });
});

test.each([
  [{ static: { action: 'pass' } }, /static is not supported/],
  [{ key: { kms: 'awskms:///alias/x' } }, /kms is not supported/],
  [{ key: { secretRef: { name: 'x' } } }, /secretRef is not supported/],
  [{ key: {} }, /key\.data is missing/],
  [{ key: { data: 'x' } }, /not a public key/],
  [{ key: { data: key, hashAlgorithm: 'md5' } }, /none of sha256/],
  [{ key: { data: key }, keyless: { identities } }, /exactly one/],
  [{}, /exactly one/],
  [{ keyless: { identities, url: 'https://fulcio.sigstore.dev' } }, /keyless\.url is not supported/],
  [{ keyless: { identities, 'ca-cert': { data: 'x' } } }, /ca-cert is not supported/],
  [{ keyless: {} }, /anyone with a certificate/],
  [{ keyless: { identities, trustRootRef: 'other' } }, /no trusted root of that name/],
  [{ keyless: { identities }, ctlog: { url: 'https://rekor.sigstore.dev' } }, /ctlog\.url is not supported/],
  [{ keyless: { identities }, ctlog: { trustRootRef: 'other' } }, /no trusted root of that name/],
  [{ keyless: { identities }, rfc3161timestamp: {} }, /whose time stamps/],
  [{ key: { data: key }, source: [{ oci: 'ghcr.io/other' }] }, /source is not supported/],
  [{ key: { data: key }, signatureFormat: 'x509' }, /neither legacy nor bundle/],
  [{ key: { data: key }, attestations: [{ name: 'a' }] }, /predicateType is missing/],
  [
    { key: { data: key }, attestations: [{ predicateType: 'x', policy: { type: 'cue', data: 'a' } }] },
    /CUE nor Rego/,
  ],
  [{ notation: { trustPolicy: 'theirs' } }, /no statement of that name/],
  [{ notation: {} }, /trustPolicy is missing/],
  [{ key: { data: key }, unknown: 'x' }, /does not know this field/],
  ['x', /is not an object/],
])('of %j is said what is not supported', (value, sentence) => {
  const authorities = read(value);
  expect(authorities).not.toEqual([]);
  for (const { unsupported } of authorities) expect(unsupported.join(' ')).toMatch(sentence);
});
