import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellOf } from '#e2e/fakes/audit-example';
import { digestOf } from '#e2e/fakes/graph-example';
import { evidenceCheckOf } from '#e2e/fakes/verification-example';
import type { BoundPiece, BoundQuestion } from './bound-section.ts';
import { brokenSentence, judgeBound } from './bound-section.ts';

const root = digestOf(1);
const amd64 = digestOf(2);
const before = digestOf(4);
const sibling = digestOf(5);
const stranger = digestOf(6);
const carrier = digestOf(9);

const known = {
  candidate: new Map([
    [digestOf(1), 'the candidate'],
    [digestOf(2), 'linux/amd64'],
    [digestOf(3), 'linux/arm64'],
  ]),
  accepted: new Map([[digestOf(4), 'the accepted release']]),
  siblings: new Set<string>([digestOf(5)]),
};

function piece(change: Partial<BoundPiece> = {}): BoundPiece {
  return {
    ...{ digest: carrier, kind: 'sbom', about: digestOf(1), title: 'SPDX', describes: [], isShared: false },
    ...change,
  };
}

function judge(pieces: readonly BoundPiece[], change: Partial<BoundQuestion> = {}) {
  const digests = pieces.map(({ digest }) => digest);
  const whole = pieces.length === 0 ? cellOf() : cellOf({ state: 'present', count: pieces.length, digests });
  const cells = { whole, byPlace: new Map() };
  return judgeBound({ kind: 'sbom', pieces, known, root, platforms: [], cells, isExpected: true, ...change });
}

test.each([
  ['names the digest that it hangs on', { names: [root] }, 'pass', 'names this digest'],
  ['names the release before', { names: [before] }, 'fail', 'names the accepted release'],
  [
    'names another image of the repository',
    { names: [sibling] },
    'fail',
    'another artifact of this repository',
  ],
  ['names a stranger', { names: [stranger] }, 'fail', 'names sha256:'],
  ['names another platform alone', { names: [amd64] }, 'fail', 'names linux/amd64'],
  ['names no digest', { names: [] }, 'unknown', 'names no digest that Orrery can compare'],
  ['is plain and names nothing', {}, 'pass', 'is attached to this digest'],
  [
    'is plain and describes the release before',
    { describes: [before] },
    'fail',
    'describes the accepted release',
  ],
  [
    'is plain and describes a digest that nobody knows',
    { describes: [stranger] },
    'unknown',
    'describes sha256:',
  ],
  ['is plain and describes the candidate', { describes: [root] }, 'pass', 'describes this digest'],
  ['is the very bytes of the release before', { isShared: true }, 'unknown', 'byte for byte'],
  ['does not hold', { names: [root], broken: 'It was changed.' }, 'fail', 'does not hold'],
  ['could not be read', { problem: 'The registry is busy.' }, 'unknown', 'could not be read'],
] as const)('an SBOM that %s', (_, change, verdict, says) => {
  const section = judge([piece(change)]);
  expect(section.verdict).toBe(verdict);
  expect(section.evidence[0]?.says).toContain(says);
});

test('one that counts is enough beside others that do not', () => {
  const section = judge([piece({ names: [digestOf(4)] }), piece({ names: [digestOf(1)] })]);
  expect(section.verdict).toBe('pass');
  expect(section.sentences[0]).toBe('There is an SBOM for this digest.');
});

test('without one it fails where it is expected, and is told where it is not', () => {
  expect(judge([])).toMatchObject({ verdict: 'fail', sentences: ['There is no SBOM.'] });
  expect(judge([], { isExpected: false }).verdict).toBe('pass');
  const open = { whole: cellOf({ state: 'unknown', reason: 'the registry was busy' }), byPlace: new Map() };
  expect(judge([], { cells: open, isExpected: false }).verdict).toBe('unknown');
});

test('an index needs one of its own or one on each platform', () => {
  const platforms = [
    { name: 'linux/amd64', digest: digestOf(2) },
    { name: 'linux/arm64', digest: digestOf(3) },
  ];
  const on = (digest: number) => piece({ about: digestOf(digest), names: [digestOf(digest)] });
  const cells = {
    whole: cellOf({ state: 'present', count: 1, digests: [carrier] }),
    byPlace: new Map([1, 2, 3].map((number) => [digestOf(number), cellOf()])),
  };
  const verdictOf = (pieces: readonly BoundPiece[]) => judge(pieces, { platforms, cells }).verdict;
  expect(verdictOf([on(1)])).toBe('pass');
  expect(verdictOf([on(2), on(3)])).toBe('pass');
  const half = judge([on(2)], { platforms, cells });
  expect(half).toMatchObject({
    verdict: 'fail',
    sentences: ['There is no SBOM for linux/arm64.'],
  });
});

test('a signature that is proven wrong breaks its document, and another digest is told by its statement', () => {
  const failed = evidenceCheckOf({
    digest: carrier,
    state: 'failed',
    code: 'signature-mismatch',
    reason: 'Changed.',
  });
  expect(brokenSentence([failed], carrier, undefined)).toBe('Changed.');
  expect(brokenSentence([{ ...failed, code: 'other-digest' }], carrier, undefined)).toBeUndefined();
  expect(brokenSentence([failed, { ...failed, state: 'valid' }], carrier, undefined)).toBeUndefined();
});

test('whatever a document names, it passes only when it names what it hangs on', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...known.candidate.keys()))), (names) => {
      const { verdict } = judge([piece({ names })]);
      expect(verdict === 'pass').toBe(names.includes(digestOf(1)));
    }),
  );
});
