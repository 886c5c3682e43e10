import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatGitSource, isRepositoryUri, parseGitSource } from './git-source.ts';

const sha1 = '4e1f0c7d9a1b2c3d4e5f60718293a4b5c6d7e8f9';

test.each([
  ['git+https://github.com/acme/web@refs/tags/v1', 'https://github.com/acme/web', 'refs/tags/v1'],
  ['https://github.com/acme/web.git#refs/heads/main', 'https://github.com/acme/web', 'refs/heads/main'],
  ['git+https://github.com/acme/web.git', 'https://github.com/acme/web', undefined],
  ['git@github.com:acme/web.git', 'https://github.com/acme/web', undefined],
  ['git+ssh://git@gitlab.acme.example/a/b.git', 'https://gitlab.acme.example/a/b', undefined],
  ['git://example.org/web.git', 'https://example.org/web', undefined],
  ['https://ada@acme.example/web.git@v2', 'https://ada@acme.example/web', 'v2'],
])('%s is a repository', (uri, address, ref) => {
  expect(isRepositoryUri(uri)).toBe(true);
  expect(parseGitSource(uri)).toEqual({ uri: address, ...(ref === undefined ? {} : { ref }) });
});

test.each(['pkg:docker/alpine@3.20', 'https://example.org/file.tgz', 'oci://ghcr.io/acme/web', ''])(
  '%j is no repository',
  (uri) => {
    expect(isRepositoryUri(uri)).toBe(false);
  },
);

test('a commit is one by its form, whatever it is called', () => {
  const uri = 'https://github.com/acme/web';
  expect(parseGitSource(uri, { sha1 })?.digest).toBe(`sha1:${sha1}`);
  expect(parseGitSource(uri, { sha256: sha1, gitCommit: sha1 })?.digest).toBe(`gitCommit:${sha1}`);
  expect(parseGitSource(uri, { sha1: 'main' })).not.toHaveProperty('digest');
});

test('in a few words it is the commit, else the ref', () => {
  const uri = 'https://github.com/acme/web';
  expect(formatGitSource({ uri, digest: `sha1:${sha1}`, ref: 'refs/tags/v1' })).toBe(
    'github.com/acme/web@4e1f0c7',
  );
  expect(formatGitSource({ uri, ref: 'refs/tags/v1' })).toBe('github.com/acme/web@v1');
  expect(formatGitSource({ uri })).toBe('github.com/acme/web');
});

test('whatever the address, there is a source', () => {
  fc.assert(
    fc.property(fc.string(), (uri) => {
      expect(typeof parseGitSource(uri)?.uri).toBe('string');
      isRepositoryUri(uri);
    }),
  );
});
