import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openApiDocument } from './openapi.ts';

const document = JSON.parse(JSON.stringify(openApiDocument()));

test('every route is described, and nothing that is no route', () => {
  const files = readdirSync(new URL('../../../app/api', import.meta.url), { recursive: true });
  const routes = files
    .map(String)
    .filter((file) => file.endsWith('/route.ts') && !/^(?:\[|openapi\.json)/.test(file))
    .map((file) => `/api/${file.slice(0, -'/route.ts'.length).replace(/\[(\w+)\]/g, '{$1}')}`);
  expect(Object.keys(document.paths).sort()).toEqual(routes.sort());
});

test('a parameter says whether it is needed and what it may be', () => {
  expect(document.paths['/api/graph'].get.parameters).toMatchObject([
    { name: 'ref', in: 'query', required: true, schema: { type: 'string' } },
    { name: 'depth', required: false, schema: { type: 'integer', minimum: 1, maximum: 32 } },
    { name: 'artifactType', required: false },
    { name: 'include', required: false, schema: { enum: ['blobs'] } },
    { name: 'sources', required: false },
    { name: 'fresh', required: false, schema: { enum: ['1'] } },
    { name: 'row', required: false, schema: { enum: ['1'] } },
  ]);
});

test('a digest is described as text', () => {
  const schema = document.paths['/api/resolve'].get.responses[200].content['application/json'].schema;
  expect(schema.properties.digest).toEqual({ type: 'string' });
});

test('an audit names all that it can be asked, and what a gate answers', () => {
  const { parameters, responses } = document.paths['/api/audit'].get;
  const names = parameters.map(({ name }: { readonly name: string }) => name);
  expect(names).toEqual([
    ...['ref', 'repositories', 'start', 'require', 'policy', 'against', 'format', 'gate', 'fresh'],
  ]);
  expect(Object.keys(responses)).toEqual(['200', '412', '424', 'default']);
  expect(responses[412].content).toEqual(responses[200].content);
});
