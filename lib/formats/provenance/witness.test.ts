import { expect, test } from 'vitest';
import { titlesOf } from '#lib/formats/testing/read-text';
import { envelope, statement } from '#lib/formats/testing/sketch';
import { readWitness } from './witness.ts';

const sha1 = '4e1f0c7d9a1b2c3d4e5f60718293a4b5c6d7e8f9';
const type = (name: string) => `https://witness.dev/attestations/${name}/v0.1`;
const collection = {
  name: 'build',
  attestations: [
    {
      type: type('git'),
      attestation: { commithash: sha1, remotes: ['git@github.com:acme/web.git'], branch: 'main' },
      starttime: '2026-11-01T10:00:00Z',
      endtime: '2026-11-01T10:00:01Z',
    },
    { type: type('material'), attestation: { 'go.mod': { sha256: 'aa' }, main_go: {} } },
    {
      type: type('command-run'),
      attestation: { cmd: ['make', 'all'], exitcode: 0, processes: [{ processid: 1 }] },
      starttime: '2026-11-01T10:00:01Z',
      endtime: '2026-11-01T10:03:00Z',
    },
    { type: type('product'), attestation: { 'bin/web': { mime_type: 'x', digest: { sha256: 'bb' } } } },
    { type: type('github'), attestation: { pipelineurl: 'https://github.com/acme/web/actions/runs/7' } },
  ],
};

test('a collection with code and a command is provenance', () => {
  const { kind, title, summary } = readWitness(collection);
  expect(kind).toBe('provenance');
  expect(title).toBe('Witness · build · github.com/acme/web@4e1f0c7');
  expect(summary?.()).toEqual({
    of: 'provenance',
    buildType: 'make all',
    source: { uri: 'https://github.com/acme/web', digest: `sha1:${sha1}`, ref: 'main' },
    invocation: 'https://github.com/acme/web/actions/runs/7',
    startedOn: '2026-11-01T10:00:00Z',
    finishedOn: '2026-11-01T10:03:00Z',
    materials: 2,
  });
});

test('what went in and came out are rows, and each attestation is one', () => {
  const { rows = {} } = readWitness(collection);
  expect([...(rows.materials?.() ?? [])]).toEqual([
    { uri: 'go.mod', digest: 'sha256:aa' },
    { uri: 'main_go' },
  ]);
  expect([...(rows.files?.() ?? [])]).toEqual([{ path: 'bin/web', hashes: ['sha256:bb'] }]);
  expect([...(rows.checks?.() ?? [])][2]).toEqual({ name: type('command-run'), result: 'exit code 0' });
  expect([...(rows.fields?.() ?? [])].map(({ path }) => path)).not.toContain(
    'attestations[2].attestation.processes[0].processid',
  );
});

test.each([
  'https://witness.testifysec.com/attestation-collection/v0.1',
  'https://witness.dev/attestation-collection/v0.1',
])('%s without code is a collection of so many', (predicateType) => {
  const predicate = { name: 'build', attestations: [{ type: 'a' }, { type: 'b' }] };
  expect(titlesOf(JSON.stringify(envelope(statement(predicateType, predicate))))).toEqual([
    'Witness · build',
  ]);
  expect(readWitness(predicate).summary?.()).toEqual({
    of: 'facts',
    facts: [
      { name: 'Step', value: 'build' },
      { name: 'Attestations', value: '2' },
    ],
  });
});
