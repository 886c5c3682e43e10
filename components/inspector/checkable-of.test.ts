import { expect, test } from 'vitest';
import { nodeOf } from '#e2e/fakes/graph-example';
import { evidenceCheckOf } from '#e2e/fakes/verification-example';
import { checkableOf } from './checkable-of.ts';

const signature = nodeOf(2, { kind: 'signature', format: 'cosign-simplesigning', confidence: 'declared' });
const predicateType = 'https://slsa.dev/provenance/v1';

test('what is not signed has no command that checks it', () => {
  expect(checkableOf(nodeOf(1, { kind: 'sbom', format: 'spdx-json' }), undefined)).toBeUndefined();
  expect(checkableOf({ ...signature, state: 'missing' }, undefined)).toBeUndefined();
});

test('as long as nothing was read it may be a key or a certificate', () => {
  expect(checkableOf(signature, undefined)).toEqual({ tool: 'cosign' });
});

test('what was read without a certificate was signed with a key', () => {
  expect(checkableOf({ ...signature, confidence: 'content' }, undefined)).toEqual({
    tool: 'cosign',
    isByKey: true,
  });
});

test('who signed comes from the check, whoever the artifact names', () => {
  const check = evidenceCheckOf({
    signer: {
      kind: 'certificate',
      name: 'ada',
      identity: 'ada@acme.example',
      issuer: 'https://issuer.example',
    },
    times: [{ source: 'log', at: '2026-11-26T04:13:00Z' }],
  });
  expect(checkableOf({ ...signature, signer: 'eve' }, check)).toEqual({
    ...{ tool: 'cosign', identity: 'ada@acme.example', issuer: 'https://issuer.example', lacksLog: false },
  });
});

test('a statement is checked by its type', () => {
  const node = nodeOf(2, { kind: 'provenance', format: 'slsa-provenance-v1', envelope: 'dsse' });
  const check = evidenceCheckOf({ kind: 'provenance', predicateType });
  expect(checkableOf(node, check)).toMatchObject({ statement: predicateType });
  expect(
    checkableOf({ ...node, annotations: { 'dev.sigstore.bundle.predicateType': predicateType } }, undefined),
  ).toMatchObject({ statement: predicateType });
  expect(checkableOf(node, undefined)).toMatchObject({ statement: 'TYPE' });
});

test('notation checks its own, and a provenance file of Helm is for neither', () => {
  expect(checkableOf({ ...signature, format: 'notation-cose' }, undefined)).toEqual({
    tool: 'notation',
  });
  expect(checkableOf({ ...signature, format: 'helm-prov' }, undefined)).toBeUndefined();
});
