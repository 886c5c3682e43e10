import { expect, test } from 'vitest';
import { neededRole } from './needed-role.ts';

const need = (method: string, path: string) => neededRole(method, new URL(path, 'https://a.io'));

test.each([
  ['GET', '/v2/', { at: 'registry' }],
  ['GET', '/v2/_catalog?n=100', { at: 'registry' }],
  ['GET', '/v2/team/app/manifests/1.0', { at: 'repository', repository: 'team/app', role: 'viewer' }],
  ['HEAD', '/v2/app/blobs/sha256:0', { at: 'repository', repository: 'app', role: 'viewer' }],
  ['GET', '/v2/app/tags/list?last=a', { at: 'repository', repository: 'app', role: 'viewer' }],
  ['GET', '/v2/app/referrers/sha256:0', { at: 'repository', repository: 'app', role: 'viewer' }],
  ['PUT', '/v2/app/manifests/1.0', { at: 'repository', repository: 'app', role: 'editor' }],
  ['PATCH', '/v2/app/blobs/uploads/1?state=x', { at: 'repository', repository: 'app', role: 'editor' }],
  ['DELETE', '/v2/app/blobs/uploads/1', { at: 'repository', repository: 'app', role: 'editor' }],
  ['DELETE', '/v2/app/manifests/1.0', { at: 'repository', repository: 'app', role: 'deleter' }],
  ['DELETE', '/v2/app/blobs/sha256:0', { at: 'repository', repository: 'app', role: 'deleter' }],
  [
    'POST',
    '/v2/app/blobs/uploads/?mount=sha256:0&from=other/app',
    { at: 'repository', repository: 'app', role: 'editor', from: 'other/app' },
  ],
  ['GET', '/v2/blobs/blobs/blobs/sha256:0', { at: 'repository', repository: 'blobs/blobs', role: 'viewer' }],
  ['GET', '/v2/_other/thing', { at: 'unknown' }],
  ['PUT', '/uploads/by/the/registry', undefined],
] as const)('%s %s', (method, path, expected) => expect(need(method, path)).toEqual(expected));
