import { expect, test } from 'vitest';
import { formatAuditScope, parseAuditScope, parseFirstTags } from './audit-scope.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  ['ghcr.io', 'registry', 'ghcr.io'],
  ['localhost:5000', 'registry', 'localhost:5000'],
  ['localhost', 'registry', 'localhost'],
  ['https://ghcr.io/', 'registry', 'ghcr.io'],
  ['[::1]:5000', 'registry', '[::1]:5000'],
  ['ghcr.io/org/app', 'repository', 'ghcr.io/org/app'],
  ['localhost:5000/app', 'repository', 'localhost:5000/app'],
  ['alpine', 'repository', 'docker.io/library/alpine'],
  ['oci:/srv/layouts/app', 'repository', 'oci:/srv/layouts/app'],
  ['ghcr.io/org/app:1.2', 'artifact', 'ghcr.io/org/app:1.2'],
  ['oci:/srv/layouts/app:1.2', 'artifact', 'oci:/srv/layouts/app:1.2'],
  [`ghcr.io/org/app@${digest}`, 'artifact', `ghcr.io/org/app@${digest}`],
  [`ghcr.io/org/app:1.2@${digest}`, 'artifact', `ghcr.io/org/app:1.2@${digest}`],
])('%s is a %s', (text, kind, formatted) => {
  const scope = parseAuditScope(text);
  expect([scope.kind, formatAuditScope(scope)]).toEqual([kind, formatted]);
});

test.each(['', 'ghcr.io/Org/app', 'ghcr.io/app@sha256:1', 'a.io:99999999'])('%j is refused', (text) => {
  expect(() => parseAuditScope(text)).toThrow();
});

test('repositories are chosen of a registry, and of nothing else', () => {
  expect(parseAuditScope('ghcr.io', 'org/app, org/web,org/app')).toMatchObject({
    kind: 'registry',
    repositories: ['org/app', 'org/web'],
  });
  expect(() => parseAuditScope('ghcr.io/org/app', 'org/web')).toThrow('goes with a registry');
  for (const text of [
    '',
    ' , ',
    'Org/App',
    '../etc',
    Array.from({ length: 501 }, (_, at) => `r${at}`).join(),
  ])
    expect(() => parseAuditScope('ghcr.io', text), text.slice(0, 20)).toThrow();
});

test('what comes first are tags, with a repository or without', () => {
  expect(parseFirstTags(undefined)).toEqual([]);
  expect(parseFirstTags('1.0,team/app:2.0')).toEqual([
    { tag: '1.0' },
    { repository: 'team/app', tag: '2.0' },
  ]);
  expect(() => parseFirstTags(',')).toThrow('names nothing');
});
