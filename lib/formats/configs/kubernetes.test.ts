import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';

const manifests = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      initContainers: [{name: i, image: "acme/init:1"}]
      containers: [{name: c, image: "acme/web:1"}]
---
apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: Service, metadata: {name: web}}
`;

test('a stream of resources is one document that names each', () => {
  const { documents } = readingOf(manifests);
  expect(documents).toHaveLength(1);
  const [document] = documents;
  expect(document).toMatchObject({
    kind: 'artifact',
    format: 'kubernetes',
    title: 'Kubernetes · 1 Deployment, 1 Service',
  });
  expect(document?.summary?.()).toEqual({
    of: 'facts',
    facts: [
      { name: 'Resources', value: '2' },
      { name: 'Kinds', value: 'Deployment (1), Service (1)' },
      { name: 'Namespaces', value: 'shop' },
      { name: 'Images', value: 'acme/init:1, acme/web:1' },
    ],
  });
  expect([...(document?.rows?.checks?.() ?? [])]).toEqual([
    { name: 'Deployment web', result: 'shop', detail: 'acme/init:1, acme/web:1' },
    { name: 'Service web', detail: 'v1' },
  ]);
});

test.each([
  [
    'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: {name: no-root}',
    'kyverno',
    'Kyverno policies · ClusterPolicy no-root',
  ],
  [
    'apiVersion: templates.gatekeeper.sh/v1\nkind: ConstraintTemplate\nmetadata: {name: x}',
    'gatekeeper',
    'Gatekeeper policies · ConstraintTemplate x',
  ],
  [
    'apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: {name: x}',
    'sigstore-policy',
    'Sigstore policies · ClusterImagePolicy x',
  ],
])('%s is told as a policy', (text, format, title) => {
  expect(readingOf(text).documents).toMatchObject([{ kind: 'policy', format, title }]);
});

test.each([['apiVersion: v1\nname: x'], ['kind: Deployment'], ['apiVersion: banana\nkind: x']])(
  '%j is none',
  (text) => {
    expect(readingOf(text).documents).toEqual([]);
  },
);
