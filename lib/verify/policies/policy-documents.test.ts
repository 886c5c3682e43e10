import { expect, test } from 'vitest';
import { sortDocuments } from './policy-documents.ts';

const policy = {
  apiVersion: 'policy.sigstore.dev/v1beta1',
  kind: 'ClusterImagePolicy',
  metadata: { name: 'a' },
};
const yaml = 'apiVersion: policy.sigstore.dev/v1alpha1\nkind: ClusterImagePolicy\nmetadata: {name: b}\n';

test('policies come as objects, as YAML with several documents, as JSON and in lists', () => {
  const { policies, unreadable, problems } = sortDocuments([
    policy,
    `${yaml}---\n${yaml}`,
    JSON.stringify(policy),
    JSON.stringify([policy, policy]),
    { apiVersion: 'v1', kind: 'List', items: [policy] },
    { apiVersion: 'policy.sigstore.dev/v1beta1', kind: 'ClusterImagePolicyList', items: [policy] },
    '',
  ]);
  expect(policies).toHaveLength(8);
  expect([...unreadable, ...problems]).toEqual([]);
});

test.each([
  [
    { apiVersion: 'kyverno.io/v1', kind: 'ClusterPolicy', metadata: { name: 'k' } },
    /“k” of kyverno.io\/v1 .*Kyverno/,
  ],
  [{ apiVersion: 'policies.kyverno.io/v1', kind: 'ImageValidatingPolicy' }, /Kyverno/],
  [{ apiVersion: 'config.openshift.io/v1', kind: 'ClusterImagePolicy' }, /OpenShift/],
  [{ apiVersion: 'config.openshift.io/v1alpha1', kind: 'ImagePolicy' }, /OpenShift/],
  [{ apiVersion: 'policy.sigstore.dev/v1alpha1', kind: 'TrustRoot' }, /among the trusted roots/],
  [{ apiVersion: 'policy.sigstore.dev/v2', kind: 'ClusterImagePolicy' }, /v1alpha1 and v1beta1/],
  [{ apiVersion: 'v1', kind: 'ConfigMap' }, /says nothing about signatures/],
  [{}, /without a kind of no apiVersion/],
  ['just a text', /not an object/],
  [null, /not an object/],
])('%j is named and left out', (document, sentence) => {
  const { policies, unreadable, problems } = sortDocuments([document]);
  expect(policies).toEqual([]);
  expect(unreadable).toEqual([]);
  expect(problems.join(' ')).toMatch(sentence);
});

test.each([
  ['a: [', /Document 1, line 1: The document is not valid YAML/],
  [`${yaml}kind: Other\n`, /not valid YAML/],
  ['{"kind":"a","kind":"b"}', /twice/],
  ['{"kind":"a","Kind":"b"}', /beside/],
])('%j cannot be read, which is said', (text, sentence) => {
  const { policies, unreadable } = sortDocuments([text]);
  expect(policies).toEqual([]);
  expect(unreadable.join(' ')).toMatch(sentence);
});

test('after two hundred documents it is said that there are more', () => {
  const { policies, unreadable } = sortDocuments(Array.from({ length: 201 }, () => policy));
  expect(policies).toHaveLength(200);
  expect(unreadable).toEqual(['There are more than 200 documents.']);
});

test('a text that is no YAML says in which line that shows', () => {
  const text = 'kind: ClusterImagePolicy\nspec:\n  images:\n    - glob: **\n';
  expect(sortDocuments([text]).unreadable).toEqual(['Document 1, line 4: The document is not valid YAML.']);
});
