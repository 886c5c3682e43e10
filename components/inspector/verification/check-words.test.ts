import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { evidenceCheckOf, verificationOf } from '#e2e/fakes/verification-example';
import {
  aboutText,
  checkCountsText,
  checkedText,
  commandsFor,
  facetWords,
  inReadingOrder,
  policyText,
  signerText,
  timeWords,
  verdictText,
} from './check-words.ts';

test.each([
  [{}, 'signature, sigstore bundle'],
  [{ kind: 'sbom', form: 'dsse', through: 'index' }, 'SBOM, signed envelope (DSSE), on the index'],
  [{ kind: 'provenance', form: 'unsigned', through: 'platform' }, 'provenance, not signed, on a platform'],
] as const)('%j is called "%s"', (change, text) => {
  expect(checkedText(evidenceCheckOf(change))).toBe(text);
});

test('who signed is a claim until it is proven', () => {
  const signer = { kind: 'certificate', name: 'ada@acme.example\u202e' } as const;
  expect(signerText(evidenceCheckOf({ signer }))).toBe('ada@acme.example‹U+202E›');
  expect(signerText(evidenceCheckOf({ signer, state: 'failed' }))).toMatch(/^says: ada/);
  expect(signerText(evidenceCheckOf())).toBeUndefined();
});

test('each side of a check has a sentence, its own or a plain one', () => {
  const facets = {
    integrity: { state: 'fails' },
    binding: { state: 'holds', reason: 'It names this index.' },
    trust: { state: 'unknown' },
  } as const;
  expect(facetWords({ facets }).map(({ title, reason }) => `${title}: ${reason}`)).toEqual([
    'Integrity failed: The signature does not match the content.',
    'Binding holds: It names this index.',
    'Trust not determined: Not checked.',
  ]);
});

test('a time says who says so', () => {
  const at = '2026-10-03T10:02:14Z';
  expect(timeWords({ source: 'log', at, by: 'rekor.acme.test', logIndex: '41' })).toEqual({
    name: 'Log entry',
    value: '3 Oct 2026, 10:02 UTC, number 41, in rekor.acme.test',
  });
  expect(timeWords({ source: 'claimed', at }).name).toBe('Claimed time');
});

test('a check has the commands of the tool that signed', () => {
  const commands = ['cosign verify a', 'cosign verify-attestation a', 'notation verify a'];
  expect(commandsFor({ form: 'sigstore-bundle', kind: 'signature' }, commands)).toEqual(['cosign verify a']);
  expect(commandsFor({ form: 'dsse', kind: 'sbom' }, commands)).toEqual(['cosign verify-attestation a']);
  expect(commandsFor({ form: 'notation-cose', kind: 'signature' }, commands)).toEqual(['notation verify a']);
  expect(commandsFor({ form: 'unsigned', kind: 'provenance' }, commands)).toEqual([]);
});

test.each([
  ['pass', 'This artifact passes acme-release.'],
  ['fail', 'This artifact fails acme-release.'],
  ['unknown', 'It is unknown whether this artifact passes acme-release.'],
] as const)('the verdict %s is a sentence', (verdict, text) => {
  expect(verdictText(verificationOf({ verdict }))).toBe(text);
});

test('without a policy there is no verdict to speak of', () => {
  const policy = { name: '', hash: '', source: 'none' } as const;
  expect(verdictText(verificationOf({ policy, verdict: 'unknown' }))).toBe('No policy applies.');
  expect(
    verdictText(verificationOf({ policy: { ...policy, name: 'the pasted policy', source: 'inline' } })),
  ).toBe('This artifact passes the pasted policy.');
  expect(policyText(policy)).toBe('none');
  expect(policyText(verificationOf().policy)).toBe('from the server, sha256:abababab');
  expect(policyText({ ...policy, hash: 'cd'.repeat(32), source: 'inline' })).toBe(
    'pasted in this tab, sha256:cdcdcdcd',
  );
});

test('checks are counted by state, the best first', () => {
  const states = ['failed', 'matches', 'valid', 'valid'] as const;
  expect(checkCountsText(states.map((state) => ({ state })))).toBe('1 matches, 2 valid, 1 failed');
  expect(checkCountsText([])).toBeUndefined();
});

test('what a check is about is said where that is something else', () => {
  expect(aboutText(evidenceCheckOf())).toBeUndefined();
  expect(aboutText(evidenceCheckOf({ about: digestOf(3), through: 'platform' }))).toBe(
    'It is about sha256:00000003, on a platform.',
  );
});

test('what decides about the artifact stands first, in the order in which it was found', () => {
  const found = [
    evidenceCheckOf({ state: 'matches', through: 'platform', reason: 'e' }),
    evidenceCheckOf({ state: 'matches', kind: 'sbom', reason: 'd' }),
    evidenceCheckOf({ state: 'cannot-check', reason: 'c' }),
    evidenceCheckOf({ state: 'matches', reason: 'a' }),
    evidenceCheckOf({ state: 'matches', reason: 'b' }),
  ];
  expect(inReadingOrder(found).map(({ reason }) => reason)).toEqual(['a', 'b', 'c', 'd', 'e']);
});
