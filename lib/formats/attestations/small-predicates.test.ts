import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';
import { statement } from '#lib/formats/testing/sketch';

const inToto = 'https://in-toto.io/attestation';
const read = (type: string, predicate: unknown) =>
  readingOf(JSON.stringify(statement(type, predicate))).documents[0];

test.each([
  [`${inToto}/release/v0.1`, { purl: 'pkg:npm/x@1' }, 'Release · pkg:npm/x@1'],
  [`${inToto}/release/v0.2`, { repository: 'acme/web', tag: 'v1' }, 'Release · acme/web@v1'],
  [`${inToto}/svr/v0.1`, { properties: ['A', 'B'] }, 'Verification · 2 properties'],
  [
    `${inToto}/reference/v0.1`,
    { references: [{ downloadLocation: 'https://a' }] },
    'References · 1 document',
  ],
  [
    `${inToto}/runtime-trace/v0.1`,
    { monitor: { type: 'https://tetragon' } },
    'Runtime trace · https://tetragon',
  ],
  [
    `${inToto}/scai/attribute-report/v0.3`,
    { attributes: [{ attribute: 'WITH_ASLR' }] },
    'SCAI · 1 attribute',
  ],
  [
    'https://github.com/npm/attestation/tree/main/specs/publish/v0.1',
    { name: 'x', version: '1.0.0' },
    'npm publish · x 1.0.0',
  ],
  ['https://docs.pypi.org/attestations/publish/v1', null, 'PyPI publish attestation'],
  ['https://tekton.dev/chains/provenance', { invocation: {} }, 'Tekton provenance'],
  ['https://acme.example/approval/v1', { approver: 'ada' }, 'Attestation · acme.example/approval/v1'],
])('%s %j is told in a few words', (type, predicate, title) => {
  expect(read(type, predicate)?.title).toBe(title);
});

test('a predicate that nobody described is a table', () => {
  const document = read('https://acme.example/approval/v1', {
    approver: 'ada',
    review: { at: '2026-11-01', score: 2 },
    findings: [{ id: 'A' }],
  });
  expect(document?.summary?.()).toEqual({
    of: 'facts',
    facts: [
      { name: 'approver', value: 'ada' },
      { name: 'review.at', value: '2026-11-01' },
      { name: 'review.score', value: '2' },
    ],
  });
  expect([...(document?.rows?.fields?.() ?? [])]).toContainEqual({ path: 'findings[0].id', value: 'A' });
});

test('attributes of SCAI are checks with what they are about', () => {
  const document = read(`${inToto}/scai/attribute-report/v0.2`, {
    attributes: [
      { attribute: 'WITH_ASLR', target: { name: 'bin/web' }, evidence: { uri: 'https://a/e.json' } },
      { attribute: 'PLAIN' },
      {},
    ],
    producer: { uri: 'https://gcc.example' },
  });
  expect([...(document?.rows?.checks?.() ?? [])]).toEqual([
    { name: 'WITH_ASLR', detail: 'bin/web · evidence: https://a/e.json' },
    { name: 'PLAIN' },
  ]);
});
