import { expect, test } from 'vitest';
import { shapeOf, slsaV1, slsaV01, slsaV02, sourceOf } from './slsa-build.ts';

const sha1 = '4e1f0c7d9a1b2c3d4e5f60718293a4b5c6d7e8f9';
const uri = 'https://github.com/acme/web';
const git = `git+${uri}@refs/tags/v1`;

test.each([
  ['1', { runDetails: {} }, slsaV02],
  ['0.2', { invocation: {} }, slsaV1],
  ['0.1', { recipe: {} }, slsaV1],
  ['0.2', {}, slsaV02],
])('SLSA %s is known by %j', (version, predicate, declared) => {
  expect(shapeOf(predicate, declared).version).toBe(version);
});

test.each([
  [
    'a material with the commit, and the ref of the workflow',
    slsaV1,
    {
      buildDefinition: {
        externalParameters: { workflow: { repository: uri, ref: 'refs/heads/main' } },
        resolvedDependencies: [
          { uri: 'pkg:docker/alpine', digest: { sha256: 'a'.repeat(64) } },
          { uri: `git+${uri}`, digest: { gitCommit: sha1 } },
        ],
      },
    },
    { uri, digest: `gitCommit:${sha1}`, ref: 'refs/heads/main' },
  ],
  [
    'the workflow alone',
    slsaV1,
    { buildDefinition: { externalParameters: { workflow: { repository: uri, ref: 'refs/tags/v1' } } } },
    { uri, ref: 'refs/tags/v1' },
  ],
  [
    'an address alone, as GitLab writes it',
    slsaV1,
    {
      buildDefinition: {
        externalParameters: { source: 'https://gitlab.acme.example/a/b' },
        resolvedDependencies: [],
      },
    },
    { uri: 'https://gitlab.acme.example/a/b' },
  ],
  [
    'a configuration of Cloud Build',
    slsaV1,
    {
      buildDefinition: {
        externalParameters: { buildConfigSource: { repository: git, path: 'cloudbuild.yaml' } },
        resolvedDependencies: [{ uri: git, digest: { gitCommit: sha1 } }],
      },
    },
    { uri, digest: `gitCommit:${sha1}`, ref: 'refs/tags/v1' },
  ],
  [
    'a source of configuration',
    slsaV02,
    { invocation: { configSource: { uri: git, digest: { sha1 } } } },
    { uri, digest: `sha1:${sha1}`, ref: 'refs/tags/v1' },
  ],
  [
    'what BuildKit knows of a local folder',
    slsaV02,
    {
      invocation: { configSource: { entryPoint: 'Dockerfile' } },
      metadata: {
        'https://mobyproject.org/buildkit@v1#metadata': {
          vcs: { source: 'git@github.com:acme/web.git', revision: sha1 },
        },
      },
    },
    { uri, digest: `sha1:${sha1}` },
  ],
  [
    'what BuildKit was told as arguments',
    slsaV1,
    {
      buildDefinition: {
        externalParameters: { request: { args: { 'vcs:source': `${uri}.git`, 'vcs:revision': sha1 } } },
      },
    },
    { uri, digest: `sha1:${sha1}` },
  ],
  [
    'the material that defines the build',
    slsaV01,
    {
      recipe: { definedInMaterial: 1 },
      materials: [
        { uri: 'git+https://github.com/acme/tools', digest: { sha1: 'b'.repeat(40) } },
        { uri: git, digest: { sha1 } },
      ],
    },
    { uri, digest: `sha1:${sha1}`, ref: 'refs/tags/v1' },
  ],
  [
    'nothing',
    slsaV1,
    { buildDefinition: { resolvedDependencies: [{ uri: 'pkg:docker/alpine' }] } },
    undefined,
  ],
])('the code is named by %s', (_, shape, predicate, source) => {
  expect(sourceOf(predicate, shape)).toEqual(source);
});
