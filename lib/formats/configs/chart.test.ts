import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';

const chart = `apiVersion: v2
name: web
version: 1.10.0
appVersion: "2.0"
description: A chart
type: application
maintainers:
  - name: Ada
  - email: bob@acme.example
dependencies:
  - name: redis
    version: ~17
    repository: oci://registry.example/charts
`;

test('Chart.yaml says what the chart is and what it needs', () => {
  const [document] = readingOf(chart).documents;
  expect(document).toMatchObject({ kind: 'chart', format: 'helm-chart', title: 'Helm chart web 1.10.0' });
  expect(document?.summary?.()).toEqual({
    of: 'chart',
    name: 'web',
    version: '1.10.0',
    appVersion: '2.0',
    description: 'A chart',
    type: 'application',
    dependencies: [{ name: 'redis', version: '~17', repository: 'oci://registry.example/charts' }],
    maintainers: ['Ada', 'bob@acme.example'],
  });
});

test('the config of its artifact says the same in JSON', () => {
  const [document] = readingOf('{"apiVersion":"v1","name":"web","version":"1.0.0"}').documents;
  expect(document?.summary?.()).toEqual({ of: 'chart', name: 'web', version: '1.0.0', dependencies: [] });
});
