import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';
import { statement } from '#lib/formats/testing/sketch';
import { readSlsaV1, readSlsaV01, readSlsaV02 } from './slsa-provenance.ts';

const sha1 = '4e1f0c7d9a1b2c3d4e5f60718293a4b5c6d7e8f9';
const uri = 'https://github.com/acme/web';

describe('who built it from what, by builder', () => {
  test('GitHub Actions, SLSA 1.0', () => {
    const predicate = {
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: {
          workflow: { ref: 'refs/tags/v1', repository: uri, path: '.github/workflows/release.yml' },
        },
        internalParameters: { github: { event_name: 'push', repository_id: '1' } },
        resolvedDependencies: [{ uri: `git+${uri}@refs/tags/v1`, digest: { gitCommit: sha1 } }],
      },
      runDetails: {
        builder: { id: 'https://github.com/actions/runner/github-hosted' },
        metadata: {
          invocationId: `${uri}/actions/runs/77/attempts/1`,
          startedOn: '2026-11-01T10:00:00Z',
          finishedOn: '2026-11-01T10:03:00Z',
        },
      },
    };
    expect(readSlsaV1(predicate).summary?.()).toEqual({
      of: 'provenance',
      builder: 'https://github.com/actions/runner/github-hosted',
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      source: { uri, digest: `gitCommit:${sha1}`, ref: 'refs/tags/v1' },
      entryPoint: '.github/workflows/release.yml',
      invocation: `${uri}/actions/runs/77/attempts/1`,
      startedOn: '2026-11-01T10:00:00Z',
      finishedOn: '2026-11-01T10:03:00Z',
      materials: 1,
      parameters: 0,
    });
  });

  test('GitHub Actions, SLSA 0.2, whose run stands in the environment', () => {
    const predicate = {
      builder: { id: 'https://github.com/slsa-framework/slsa-github-generator' },
      buildType: 'https://github.com/npm/cli/gha/v2',
      invocation: {
        configSource: { uri: `git+${uri}@refs/heads/main`, digest: { sha1 }, entryPoint: 'release.yml' },
        parameters: { inputs: { channel: 'beta', dry: false } },
        environment: { GITHUB_REPOSITORY: 'acme/web', GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '2' },
      },
      metadata: { buildInvocationId: '77-2', reproducible: false },
      materials: [{ uri: `git+${uri}`, digest: { sha1 } }],
    };
    expect(readSlsaV02(predicate).summary?.()).toMatchObject({
      entryPoint: 'release.yml',
      invocation: `${uri}/actions/runs/77/attempts/2`,
      parameters: 2,
      reproducible: false,
    });
  });

  test('GitLab', () => {
    const predicate = {
      buildDefinition: {
        buildType: 'https://gitlab.com/gitlab-org/gitlab-runner/-/blob/v17/PROVENANCE.md',
        externalParameters: {
          entryPoint: 'build-image',
          source: 'https://gitlab.com/acme/web',
          variables: { CI: 'true', CI_PIPELINE_ID: '5' },
        },
        internalParameters: { job: '123', executor: 'docker' },
        resolvedDependencies: [{ uri: 'https://gitlab.com/acme/web', digest: { sha256: sha1 } }],
      },
      runDetails: {
        builder: { id: 'https://gitlab.com/acme/web/-/runners/9' },
        metadata: { invocationID: '123' },
      },
    };
    expect(readSlsaV1(predicate)).toMatchObject({ title: 'SLSA v1 · gitlab.com/acme/web@4e1f0c7' });
    expect(readSlsaV1(predicate).summary?.()).toMatchObject({
      entryPoint: 'build-image',
      invocation: '123',
      parameters: 3,
    });
  });

  test('BuildKit of both versions keeps the Dockerfile and the definition', () => {
    const metadata = {
      source: { infos: [{ filename: 'Dockerfile', data: btoa('FROM alpine\n'), llbDefinition: [{}] }] },
    };
    const buildConfig = { llbDefinition: [{ id: 'step0' }] };
    const old = readSlsaV02({
      builder: { id: '' },
      buildType: 'https://mobyproject.org/buildkit@v1',
      invocation: { environment: { platform: 'linux/arm64' }, parameters: { frontend: 'dockerfile.v0' } },
      buildConfig,
      metadata: { 'https://mobyproject.org/buildkit@v1#metadata': metadata },
    });
    const now = readSlsaV1({
      buildDefinition: {
        buildType: 'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md',
        externalParameters: { request: { frontend: 'dockerfile.v0', args: { filename: 'Dockerfile' } } },
        internalParameters: { builderPlatform: 'linux/arm64', buildConfig },
      },
      runDetails: { builder: { id: '' }, metadata: { buildkit_metadata: metadata } },
    });
    for (const { summary, rows } of [old, now]) {
      expect(summary?.()).toMatchObject({
        platform: 'linux/arm64',
        texts: [
          { name: 'Dockerfile', text: 'FROM alpine\n' },
          { name: 'Build definition', text: expect.stringContaining('"step0"') },
        ],
      });
      expect([...(rows?.fields?.() ?? [])].map(({ path }) => path).join()).not.toMatch(/llb|data/);
    }
    expect(now.summary?.()).toMatchObject({ entryPoint: 'Dockerfile', parameters: 2 });
  });

  test('a recipe of 0.1', () => {
    const predicate = {
      builder: { id: 'https://cloudbuild.googleapis.com/GoogleHostedWorker@v0.2' },
      recipe: {
        type: 'https://cloudbuild.googleapis.com/CloudBuildYaml@v0.1',
        definedInMaterial: 0,
        entryPoint: 'cloudbuild.yaml',
        arguments: { _ENV: 'prod' },
      },
      materials: [{ uri: `git+${uri}`, digest: { sha1 } }],
    };
    expect(readSlsaV01(predicate).summary?.()).toMatchObject({
      buildType: 'https://cloudbuild.googleapis.com/CloudBuildYaml@v0.1',
      entryPoint: 'cloudbuild.yaml',
      parameters: 1,
      source: { uri, digest: `sha1:${sha1}` },
    });
  });
});

test('materials are rows with their best digest, and not fields', () => {
  const { rows } = readSlsaV1({
    buildDefinition: {
      buildType: 'https://b',
      resolvedDependencies: [
        { uri: 'pkg:docker/alpine@3.20', digest: { sha1, sha256: 'a'.repeat(64) }, name: 'base' },
        { name: 'only-a-name' },
        'no thing',
      ],
    },
  });
  expect([...(rows?.materials?.() ?? [])]).toEqual([
    { uri: 'pkg:docker/alpine@3.20', digest: `sha256:${'a'.repeat(64)}`, name: 'base' },
    { uri: 'only-a-name' },
  ]);
  expect([...(rows?.fields?.() ?? [])]).toEqual([{ path: 'buildDefinition.buildType', value: 'https://b' }]);
});

test('a predicate without its statement is provenance about nothing that it names', () => {
  const predicate = { buildDefinition: { buildType: 'https://b' }, runDetails: {} };
  const whole = statement('https://slsa.dev/provenance/v1', predicate);
  expect(readingOf(JSON.stringify(whole)).documents[0]).not.toHaveProperty('problems');
  expect(readingOf(JSON.stringify(predicate)).documents[0]).toMatchObject({
    kind: 'provenance',
    format: 'slsa-provenance-v1',
    problems: [expect.stringContaining('without a statement')],
  });
});

test.each([
  'https://slsa.dev/provenance/v1',
  'http://slsa.dev/provenance/v1/',
  'slsa.dev/provenance/v1.1',
  'https://slsa.dev/provenance/v0.2',
])('%s is provenance', (type) => {
  expect(readingOf(JSON.stringify(statement(type, {}))).documents[0]?.kind).toBe('provenance');
});

test('whatever the predicate, there is a summary and there are rows', () => {
  const names = [
    'builder',
    'id',
    'invocation',
    'configSource',
    'uri',
    'digest',
    'sha1',
    'materials',
    'metadata',
  ];
  const keys = fc.constantFrom(
    ...names,
    'buildDefinition',
    'resolvedDependencies',
    'externalParameters',
    'source',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<unknown>(`git+${uri}`, sha1, 0, null),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (predicate) => {
      for (const read of [readSlsaV01, readSlsaV02, readSlsaV1]) {
        const { summary, rows, title } = read(predicate);
        expect(summary?.().of).toBe('provenance');
        expect(title).toMatch(/^SLSA v/);
        expect([...(rows?.materials?.() ?? []), ...(rows?.fields?.() ?? [])]).toBeInstanceOf(Array);
      }
    }),
  );
});
