import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OciError } from './oci-error.ts';
import {
  atDigest,
  formatReference,
  isRepositoryName,
  isTag,
  manifestSelector,
  parseReference,
  parseRegistry,
  parseRepository,
} from './reference.ts';

const digest = `sha256:${'b'.repeat(64)}`;
const upload = 'upload/01234567-89ab-cdef-0123-456789abcdef';

describe('parseReference', () => {
  test.each([
    ['nginx', { registry: 'docker.io', repository: 'library/nginx', tag: 'latest' }],
    ['nginx:1.27', { registry: 'docker.io', repository: 'library/nginx', tag: '1.27' }],
    ['bitnami/redis', { registry: 'docker.io', repository: 'bitnami/redis', tag: 'latest' }],
    ['index.docker.io/library/nginx', { registry: 'docker.io', repository: 'library/nginx', tag: 'latest' }],
    ['registry-1.docker.io/nginx:1', { registry: 'docker.io', repository: 'library/nginx', tag: '1' }],
    ['ghcr.io/org/app:1.2', { registry: 'ghcr.io', repository: 'org/app', tag: '1.2' }],
    ['GHCR.io/org/app:1.2', { registry: 'ghcr.io', repository: 'org/app', tag: '1.2' }],
    ['localhost/app:1', { registry: 'localhost', repository: 'app', tag: '1' }],
    ['localhost:5000/demo/app:1.0', { registry: 'localhost:5000', repository: 'demo/app', tag: '1.0' }],
    ['[::1]:5000/demo/app:1.0', { registry: '[::1]:5000', repository: 'demo/app', tag: '1.0' }],
    [
      '127.0.0.1:5000/a/b/c__d-e.f',
      { registry: '127.0.0.1:5000', repository: 'a/b/c__d-e.f', tag: 'latest' },
    ],
    [`ghcr.io/org/app@${digest}`, { registry: 'ghcr.io', repository: 'org/app', digest }],
    [`ghcr.io/org/app:1.2@${digest}`, { registry: 'ghcr.io', repository: 'org/app', tag: '1.2', digest }],
    ['  https://ghcr.io/org/app:1.2 ', { registry: 'ghcr.io', repository: 'org/app', tag: '1.2' }],
    ['oci:/srv/layouts/app:1.2', { registry: 'oci:/srv/layouts', repository: 'app', tag: '1.2' }],
    ['oci:/app', { registry: 'oci:', repository: 'app', tag: 'latest' }],
    [
      'oci:/srv/My Layouts@home/a:b/app.tar:1',
      {
        registry: 'oci:/srv/My Layouts@home/a:b',
        repository: 'app.tar',
        tag: '1',
      },
    ],
    [`oci:/srv/app@${digest}`, { registry: 'oci:/srv', repository: 'app', digest }],
    [`oci:/srv/app:1@${digest}`, { registry: 'oci:/srv', repository: 'app', tag: '1', digest }],
    [`oci:${upload}/acme/app:1.2`, { registry: `oci:${upload}`, repository: 'acme/app', tag: '1.2' }],
    ['oci:1.0', { registry: 'docker.io', repository: 'library/oci', tag: '1.0' }],
    ['oci:5000/app:1', { registry: 'oci:5000', repository: 'app', tag: '1' }],
    ['oci://ghcr.io/charts/app:1.2', { registry: 'ghcr.io', repository: 'charts/app', tag: '1.2' }],
  ])('reads %s', (text, expected) => {
    expect(parseReference(text)).toEqual(expected);
  });

  test.each([
    ['oci:/srv/App:1', 'cannot be opened as a layout'],
    ['oci:/srv/my app:1', 'cannot be opened as a layout'],
    ['oci:/srv/', 'cannot be opened as a layout'],
    ['oci:/', 'cannot be opened as a layout'],
    ['oci:/srv/app/../../etc:1', 'not a layout'],
    ['oci:/srv/./app:1', 'not a layout'],
    ['oci:/srv/nul\0/app:1', 'not a layout'],
    ['oci:/srv/lone\ud800/app:1', 'not a layout'],
    ['oci:/srv//app:1', 'not a layout'],
    ['oci:./app:1', 'not a layout'],
    ['oci:~/app:1', 'not a layout'],
    ['oci:upload/..', 'not a layout'],
    ['oci:upload/../../x/app:1', 'not a layout'],
    [`oci:${upload}`, 'not a layout'],
    ['oci:/srv/app:bad tag', 'not a tag'],
    ['oci:/srv/app@sha256:abc', 'not a digest'],
    ['', 'There is no repository'],
    ['   ', 'There is no repository'],
    ['ghcr.io/', 'There is no repository'],
    ['ghcr.io/Org/app', 'upper-case'],
    ['Nginx', 'upper-case'],
    ['MYHOST/app:1', 'may be a host or a repository'],
    ['ghcr.io/org//app', 'not a repository name'],
    ['ghcr.io/../app', 'not a repository name'],
    ['ghcr.io/org/app:bad tag', 'not a tag'],
    [`ghcr.io/org/app:${'t'.repeat(129)}`, 'not a tag'],
    ['ghcr.io/org/app@sha256:abc', 'not a digest'],
    ['host:99999/app', 'not a registry'],
    ['host:0/app', 'not a registry'],
    ['k.000/a', 'not a registry'],
    ['256.1.1.1/a', 'not a registry'],
    ['1.2.3.4.5:80/a', 'not a registry'],
    ['[1:2]/a', 'not a registry'],
    ['[1.2.3.4]:5000/a', 'not a registry'],
    ['user:secret@ghcr.io/app', 'not a digest'],
    [`ghcr.io/${'a'.repeat(300)}`, 'not a repository name'],
  ])('refuses %j with a sentence and a hint', (text, sentence) => {
    const error = thrownBy(() => parseReference(text));
    expect(error.message).toContain(sentence);
    expect(error.hint).toMatch(/\.$/);
  });

  test('reads back what formatReference writes', () => {
    const name = fc.stringMatching(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/).filter((text) => text.length < 60);
    const tag = fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,20}$/);
    fc.assert(
      fc.property(name, name, tag, fc.boolean(), (first, second, someTag, hasDigest) => {
        const text = `registry.example:5000/${first}/${second}:${someTag}${hasDigest ? `@${digest}` : ''}`;
        expect(formatReference(parseReference(text))).toBe(text);
      }),
    );
  });

  test('reads back what it wrote of a layout, whatever the folders above it are called', () => {
    const folder = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
    const name = fc.stringMatching(/^[a-z0-9]{1,9}(?:[._-][a-z0-9]{1,9})?$/);
    fc.assert(
      fc.property(fc.array(folder, { maxLength: 4 }), name, fc.boolean(), (folders, last, hasDigest) => {
        const text = `oci:${['', ...folders, last].join('/')}${hasDigest ? `@${digest}` : ':1'}`;
        const isPlain = folders.every((part) => !/^\.{1,2}$|[/\p{Cc}]/u.test(part));
        fc.pre(isPlain);
        expect(formatReference(parseReference(text))).toBe(text);
        const { registry, repository } = parseReference(text);
        expect(parseRepository(`${registry}/${repository}`)).toEqual({ registry, repository });
        expect(parseRegistry(registry)).toBe(registry);
      }),
    );
  });

  test('throws only its own error, for any text', () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.string({ maxLength: 60 }).map((text) => `oci:/${text}`),
      fc.string({ maxLength: 60 }).map((text) => `oci:${upload}/${text}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const reference = parseReference(text);
          expect(parseReference(formatReference(reference))).toEqual(reference);
        } catch (error) {
          expect(error).toBeInstanceOf(OciError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test.each([
  ['a.io', 250, true],
  ['a.io', 251, false],
  ['docker.io', 245, true],
  ['docker.io', 246, false],
])('host %s and a repository of %i characters: %j', (host, length, isAccepted) => {
  const text = `${host}/a/${'b'.repeat(length - 2)}`;
  if (isAccepted) expect(parseReference(text).repository).toHaveLength(length);
  else expect(() => parseReference(text)).toThrow('not a repository name');
});

test.each([
  [255, true],
  [256, false],
])('a repository name of %i characters alone: %j', (length, isAccepted) => {
  expect(isRepositoryName('a'.repeat(length))).toBe(isAccepted);
});

test('a first part that has a dot is a host, although it could be a repository component', () => {
  expect(parseReference('a.b/c')).toMatchObject({ registry: 'a.b', repository: 'c' });
});

test('a digest decides, a tag selects only without one', () => {
  expect(manifestSelector(parseReference(`a.io/b:1@${digest}`))).toBe(digest);
  expect(manifestSelector(parseReference('a.io/b:1'))).toBe('1');
  const pinned = atDigest(
    parseReference('a.io/b:1'),
    parseReference(`a.io/b@${digest}`).digest ?? expect.fail(),
  );
  expect(formatReference(pinned)).toBe(`a.io/b@${digest}`);
});

test('a repository is read without tag, and Docker Hub by its short names', () => {
  expect(parseRepository('redis')).toEqual({ registry: 'docker.io', repository: 'library/redis' });
  expect(() => parseRepository('ghcr.io/org/app:1')).toThrow('not a repository name');
});

test('a registry is a host with an optional port', () => {
  expect(parseRegistry('https://GHCR.io/')).toBe('ghcr.io');
  expect(() => parseRegistry('ghcr.io/org')).toThrow('not a registry');
  expect(() => parseRegistry('user@host')).toThrow('not a registry');
  expect(isTag('.hidden')).toBe(false);
});

function thrownBy(action: () => unknown): OciError {
  try {
    action();
  } catch (error) {
    if (error instanceof OciError) return error;
    throw error;
  }
  return expect.fail('nothing was thrown');
}
