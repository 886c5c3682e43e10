import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';

const project = `name: shop
services:
  web:
    image: acme/web:1
    ports: ["8080:80", {target: 443, published: 8443}]
  api:
    build: {context: ./api}
volumes: {data: {}}
`;

test('a project names its services, with their images and ports', () => {
  const [document] = readingOf(project).documents;
  expect(document).toMatchObject({
    kind: 'package',
    format: 'compose',
    title: 'Compose project · 2 services',
  });
  expect([...(document?.rows?.services?.() ?? [])]).toEqual([
    { name: 'web', version: 'acme/web:1', endpoints: ['8080:80', '8443:443'] },
    { name: 'api', provider: './api', endpoints: [] },
  ]);
  expect(document?.summary?.()).toMatchObject({
    facts: [
      { name: 'Name', value: 'shop' },
      { name: 'Services', value: 'web, api' },
      { name: 'Images', value: 'acme/web:1' },
      { name: 'Volumes', value: 'data' },
    ],
  });
});

test('something else that has services is none', () => {
  expect(readingOf('services:\n  web: {port: 1}').documents).toEqual([]);
  expect(readingOf('services: []').documents).toEqual([]);
});
