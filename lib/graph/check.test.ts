import { describe, expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import type { CheckedNode, Verified } from '#lib/graph/check';
import {
  bestCheckOfKind,
  checkOf,
  checkOfAll,
  explainCheck,
  partWithCheck,
  signerOf,
} from '#lib/graph/check';
import type { GraphNode } from '#lib/graph/model';
import type { Binding } from '#lib/oci/binding';
import type { Part } from '#lib/oci/kind';

const other: Binding = { state: 'other', names: [digestOf(8)], misses: digestOf(1) };
const matches: Binding = { state: 'matches', names: [digestOf(1)] };
const empty: Binding = { state: 'empty', reason: 'It holds no signature.' };

describe('the words for one artifact', () => {
  test.each<[string, Partial<GraphNode>, ReturnType<typeof checkOf>]>([
    ['a signature that is only listed', {}, { state: 'present', text: 'not checked' }],
    ['a signature that names its subject', { binding: matches }, { state: 'present', text: 'not checked' }],
    ['a signature of another digest', { binding: other }, { state: 'failed', text: 'names another digest' }],
    ['an empty signature', { binding: empty }, { state: 'failed', text: 'empty' }],
    [
      'an envelope that cannot be opened',
      { kind: 'attestation', format: 'dsse', binding: { state: 'unreadable', reason: 'It is no JSON.' } },
      { state: 'failed', text: 'cannot be read' },
    ],
    [
      'an SBOM in a bundle',
      { kind: 'sbom', format: 'spdx-json', envelope: 'sigstore-bundle', binding: matches },
      { state: 'present', text: 'not checked' },
    ],
    [
      'a statement that nobody signed',
      { kind: 'provenance', format: 'slsa-provenance-v1', envelope: 'in-toto', binding: matches },
      { state: 'present', text: 'not signed' },
    ],
    [
      'a statement that nobody signed, of another digest',
      { kind: 'provenance', format: 'slsa-provenance-v1', envelope: 'in-toto', binding: other },
      { state: 'failed', text: 'names another digest' },
    ],
    ['an SBOM in no envelope', { kind: 'sbom', format: 'spdx-json' }, undefined],
    ['an image', { kind: 'image', format: 'oci-image' }, undefined],
    [
      'a chart with its signature in it',
      {
        kind: 'chart',
        format: 'helm-chart',
        parts: [{ digest: digestOf(9), kind: 'signature', format: 'helm-prov', title: 'web' }],
      },
      { state: 'present', text: 'signed with PGP, not checked' },
    ],
    [
      'a package with a bundle in it',
      {
        kind: 'package',
        format: 'zarf',
        parts: [{ digest: digestOf(9), kind: 'sbom', format: 'spdx-json', envelope: 'dsse', title: 'SPDX' }],
      },
      { state: 'present', text: 'signed, not checked' },
    ],
  ])('%s', (_, change, check) => {
    expect(checkOf(signature(2, change))).toEqual(check);
  });

  test('of several signatures in one manifest it is told how many fail', () => {
    const node = signature(2, { parts: [part(3, matches), part(4, other)], binding: other });
    expect(checkOf(node)?.text).toBe('1 of 2 names another digest');
    expect(checkOf(signature(2, { parts: [part(3, other), part(4, other)] }))?.text).toBe(
      'all 2 name another digest',
    );
    expect(checkOf(signature(2, { parts: [part(3, empty), part(4, other), part(5)] }))?.text).toBe(
      '2 of 3 failed',
    );
  });
});

test('several artifacts together are as good as the worst of them', () => {
  expect(checkOfAll([signature(2), signature(3, { binding: matches })])?.text).toBe('not checked');
  expect(checkOfAll([signature(2), signature(3, { binding: other })])).toEqual({
    state: 'failed',
    text: '1 of 2 names another digest',
  });
  expect(checkOfAll([nodeOf(2)])).toBeUndefined();
});

test('a failure is told with both digests, and a match is not called a proof', () => {
  expect(explainCheck(signature(2, { binding: other }))).toBe(
    'It names sha256:00000008, but is attached to sha256:00000001.',
  );
  expect(explainCheck(signature(2, { binding: matches }))).toBe(
    'Its signature is not checked. It names the digest it is attached to, which anybody can write.',
  );
  expect(explainCheck(signature(2))).toBe('Its signature is not checked.');
  expect(explainCheck(nodeOf(2))).toBeUndefined();
});

describe('what verification says', () => {
  const valid = verified('valid', 'valid', 'ada@acme.example');
  const matching = verified('matches', 'matches acme-release', 'release of acme/web');
  const noKey = verified('cannot-check', 'cannot check: no key');
  const expired = verified('failed', 'certificate expired');
  const of = (...pieces: readonly Verified[]): CheckedNode => ({ ...signature(2), verified: pieces });

  test.each<[string, readonly Verified[], ReturnType<typeof checkOf>]>([
    ['takes the place of "not checked"', [valid], { state: 'valid', text: 'valid' }],
    [
      'of two counts the better one',
      [noKey, matching],
      { state: 'matches', text: '1 of 2 matches acme-release' },
    ],
    ['of several that are alike says so once', [valid, valid], { state: 'valid', text: 'valid' }],
    [
      'is wrong where one is wrong',
      [matching, expired],
      { state: 'failed', text: '1 of 2: certificate expired' },
    ],
    [
      'is a state where the reasons differ',
      [verified('failed', 'no log entry'), expired],
      { state: 'failed', text: 'failed' },
    ],
    ['of none is what is known without keys', [], { state: 'present', text: 'not checked' }],
  ])('%s', (_, pieces, check) => {
    expect(checkOf(of(...pieces))).toEqual(check);
  });

  test('never hides what is proven wrong without any key', () => {
    expect(checkOf({ ...of(valid), binding: other })).toEqual({
      state: 'failed',
      text: 'names another digest',
    });
  });

  test('of a part is what is said of its layer', () => {
    const node = of({ ...valid, blob: digestOf(3) }, { ...expired, blob: digestOf(4) });
    expect(checkOf(partWithCheck(part(3), node))).toEqual({ state: 'valid', text: 'valid' });
    expect(checkOf(partWithCheck(part(4), node))?.state).toBe('failed');
    expect(checkOf(partWithCheck(part(5), node))?.text).toBe('not checked');
  });

  test('is explained by the sentence that decides', () => {
    expect(explainCheck(of(noKey, expired))).toBe('Reason of certificate expired.');
  });

  test('is explained by both digests where it names another', () => {
    const failed = verified('failed', 'names another digest');
    expect(explainCheck({ ...of(failed), binding: other })).toBe(
      'It names sha256:00000008, but is attached to sha256:00000001.',
    );
  });

  test('names whom the policy names before others that are proven', () => {
    expect(signerOf(of(valid, matching))).toBe('release of acme/web');
    expect(signerOf(of(valid))).toBe('ada@acme.example');
    expect(signerOf(of(noKey))).toBeUndefined();
  });
});

function verified(state: Verified['state'], text: string, signer?: string): Verified {
  return { state, text, reason: `Reason of ${text}.`, ...(signer === undefined ? {} : { signer }) };
}

function signature(number: number, change: Partial<GraphNode> = {}): GraphNode {
  return nodeOf(number, { kind: 'signature', format: 'notation-jws', title: 'Signature', ...change });
}

function part(number: number, binding?: Binding): Part {
  return {
    ...{ digest: digestOf(number), kind: 'signature', format: 'cosign-simplesigning', title: 'Signature' },
    ...(binding === undefined ? {} : { binding }),
  } as const;
}

test('in a list, a broken signature beside one that may be good is told, and does not decide', () => {
  const [good, broken] = [signature(2), signature(3, { binding: other })];
  expect(bestCheckOfKind('signature', [good, broken])).toEqual({
    state: 'present',
    text: 'not checked, 1 of 2 failed',
  });
  expect(bestCheckOfKind('signature', [broken])).toEqual({ state: 'failed', text: 'names another digest' });
  expect(bestCheckOfKind('signature', [good])).toEqual({ state: 'present', text: 'not checked' });
  const unsigned = { kind: 'provenance', format: 'slsa-provenance-v1', envelope: 'in-toto' } as const;
  const documents = [signature(2, unsigned), signature(3, { ...unsigned, binding: other })];
  expect(bestCheckOfKind('provenance', documents)?.state).toBe('failed');
});
