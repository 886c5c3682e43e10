import { expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import { verificationOf } from '#e2e/fakes/verification-example';
import type { CheckedNode, Verified } from '#lib/graph/check';
import { signatureParts, verdictPart } from './head-signatures.ts';

const known = { state: 'known', verification: verificationOf() } as const;

function signed(number: number, change: Partial<Verified> = {}): CheckedNode {
  const verified: Verified = { state: 'valid', text: 'valid', reason: 'It holds.', ...change };
  return { ...nodeOf(number, { kind: 'signature', format: 'sigstore-bundle' }), verified: [verified] };
}

const matching = signed(2, { state: 'matches', text: 'matches acme-release', signer: 'release of acme/web' });
const borrowed = signed(3, { state: 'failed', text: 'names another digest' });
const noKey = signed(4, { state: 'cannot-check', text: 'cannot check: no key' });

test.each<[readonly CheckedNode[], readonly string[]]>([
  [[matching], ['signature valid, release of acme/web · matches acme-release']],
  [[signed(2, { signer: 'key release' }), noKey], ['signature valid, key release']],
  [[noKey], ['signed, cannot check: no key']],
  [
    [noKey, signed(5, { state: 'cannot-check', text: 'cannot check: no key' })],
    ['signed 2×, cannot check: no key'],
  ],
  [
    [noKey, signed(5, { state: 'cannot-check', text: 'cannot check: no trust store' })],
    ['signed 2×, cannot check'],
  ],
  [[borrowed], ['signature failed: names another digest']],
  [
    [borrowed, matching],
    [
      'signature valid, release of acme/web · matches acme-release',
      'signatures failed: 1 of 2: names another digest',
    ],
  ],
  [[borrowed, signed(5, { state: 'failed', text: 'no log entry' })], ['2 signatures failed']],
])('signatures are said with who made them, and what is wrong apart', (nodes, texts) => {
  expect(signatureParts(nodes, known).map(({ text }) => text)).toEqual(texts);
});

test('each part leads to the verification of its node', () => {
  expect(signatureParts([borrowed, matching], known)).toMatchObject([
    { target: digestOf(2), tab: 'verification', check: 'matches', state: 'found' },
    { target: digestOf(3), tab: 'verification', check: 'failed', state: 'failed' },
  ]);
});

test('signatures that could not be checked are said to be there, with the reason', () => {
  const node = nodeOf(2, { kind: 'signature', format: 'sigstore-bundle' });
  expect(signatureParts([node], { state: 'failed', reason: 'It is slow.' }, ' on the index')).toMatchObject([
    { text: 'signed, not checked', title: '1 found on the index. They are not checked: It is slow.' },
  ]);
});

test('a policy that is violated is named, and one that is not says nothing', () => {
  const verification = verificationOf({ verdict: 'fail', reasons: ['No signature matches.'] });
  expect(verdictPart(digestOf(1), { state: 'known', verification })).toMatchObject({
    text: 'fails acme-release',
    title: 'No signature matches.',
    target: digestOf(1),
  });
  expect(verdictPart(digestOf(1), known)).toBeUndefined();
});
