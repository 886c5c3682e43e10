import { expect, test } from 'vitest';
import { partsOfFiles } from './parts-of-files.ts';

const file = (path: string, text: string) => ({ path, bytes: Buffer.from(text) });

test('a policy folder is read by the places of its files', () => {
  const { parts, problems } = partsOfFiles([
    file('README.md', 'Ours.'),
    file('acme.yaml', 'kind: ClusterImagePolicy'),
    file('keys/release.pub', 'PEM'),
    file('notation/truststore/x509/ca/acme/one.crt', '-----BEGIN CERTIFICATE-----'),
    file('notation/truststore/x509/ca/acme/two.crt', '-----BEGIN CERTIFICATE-----'),
    file('notation/trustpolicy.json', '{"version":"1.0"}'),
    file('trusted-roots/acme.json', '{}'),
    file('trusted-roots/github.jsonl', '{}\n{}'),
  ]);
  expect(parts).toEqual({
    documents: ['kind: ClusterImagePolicy'],
    keys: { release: 'PEM' },
    trustedRoots: { acme: '{}', github: '{}\n{}' },
    notation: {
      trustPolicy: '{"version":"1.0"}',
      trustStores: { 'ca:acme': ['-----BEGIN CERTIFICATE-----', '-----BEGIN CERTIFICATE-----'] },
    },
  });
  expect(problems).toEqual([]);
});

test('a ConfigMap has no folders: what a file is tells its name or its content', () => {
  const root = '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}';
  const { parts } = partsOfFiles([
    file('acme.json', root),
    file('policy.json', '{"kind":"ClusterImagePolicy"}'),
    file('release.pub', 'PEM'),
    file('trustpolicy.json', '{}'),
  ]);
  expect(parts).toMatchObject({
    documents: ['{"kind":"ClusterImagePolicy"}'],
    keys: { release: 'PEM' },
    trustedRoots: { acme: root },
    notation: { trustPolicy: '{}' },
  });
});

test('a certificate as DER becomes PEM', () => {
  const path = 'notation/truststore/x509/tsa/acme/root.der';
  const { parts } = partsOfFiles([{ path, bytes: Buffer.from([0x30, 0x03, 1, 2, 3]) }]);
  expect(parts.notation?.trustStores).toEqual({
    'tsa:acme': ['-----BEGIN CERTIFICATE-----\nMAMBAgM=\n-----END CERTIFICATE-----\n'],
  });
});

test('what an audit requires is no policy, and only one file says it', () => {
  const { parts, requirements, problems } = partsOfFiles([
    file('requirements.yaml', 'rules: []'),
    file('requirements.yml', 'rules: [1]'),
  ]);
  expect({ documents: parts.documents, requirements }).toEqual({ documents: [], requirements: 'rules: []' });
  expect(problems).toEqual(['The file requirements.yml is not used: requirements.yaml comes before it.']);
});

test('what is no part of a policy, and what is not used, is said', () => {
  const { problems } = partsOfFiles([
    file('keyrings/acme.gpg', ''),
    file('notes/list.txt', ''),
    file('notation/trustpolicy.oci.json', '{}'),
    file('notation/trustpolicy.json', '{}'),
  ]);
  expect(problems).toHaveLength(3);
  expect(problems.join(' ')).toContain('notes/list.txt is no part of a policy.');
});

test('a file named as the prototype of objects is only a name', () => {
  const { parts } = partsOfFiles([file('keys/__proto__.pub', 'PEM')]);
  expect(Object.entries(parts.keys ?? {})).toEqual([['__proto__', 'PEM']]);
});
