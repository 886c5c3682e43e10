import { expect, test } from 'vitest';
import { routeLabel } from './route-label.ts';

test.each([
  ['GET', '/readyz', 'probe'],
  ['GET', '/v2/', '/v2/'],
  ['PUT', '/v2/secret/name/manifests/1', '/v2/'],
  ['GET', '/_next/static/chunks/a.js', '/_next/'],
  ['GET', '/api/graph', 'GET /api/graph'],
  ['HEAD', '/api/graph', 'GET /api/graph'],
  ['DELETE', '/api/plans/0b0e', 'DELETE /api/plans/{id}'],
  ['POST', '/api/plans/0b0e/run', 'POST /api/plans/{id}/run'],
  ['GET', '/api/secret/name', '/api/ unknown'],
  ['BREW', '/api/graph', '/api/ unknown'],
  ['GET', '/registry.lan/secret/name:1', 'page'],
  ['GET', '/', 'page'],
])('%s %s counts as %s', (method, path, label) => {
  expect(routeLabel(method, path)).toBe(label);
});
