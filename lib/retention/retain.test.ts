import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { factsNow, factsOf, storedArtifact } from '#e2e/fakes/repository-facts';
import type { RepositoryFacts, StoredArtifact } from './repository-facts.ts';
import { timeOf } from './repository-facts.ts';
import { retain } from './retain.ts';
import { readRules } from './retention-rules.ts';

function fatesOf(artifacts: readonly StoredArtifact[], rules: string, rest: Partial<RepositoryFacts> = {}) {
  const { decisions } = retain(factsOf(artifacts, rest), readRules(rules).rules, factsNow);
  return Object.fromEntries(
    decisions.map(({ artifact, fate, why }) => [artifact.title.slice(9), [fate, why]]),
  );
}

const tagged = (number: number, days: number | null, tags = [`v${number}`]) =>
  storedArtifact(number, { days, tags });

test('the newest of a pattern stay, and what does not say how old it is', () => {
  expect(fatesOf([tagged(1, 1), tagged(2, 2), tagged(3, 3), tagged(4, null)], 'newest:2:v*')).toEqual({
    1: ['kept', 'It is one of the newest 2 of v*.'],
    2: ['kept', 'It is one of the newest 2 of v*.'],
    3: ['goes', 'It is not one of the newest 2 of v*.'],
    4: ['kept', 'It has no date.'],
  });
});

test('a tag that no rule is about keeps its artifact', () => {
  const artifacts = [tagged(1, 1), tagged(2, 2, ['v2', 'stable'])];
  expect(fatesOf(artifacts, 'newest:1:v*')['2']).toEqual(['kept', 'No rule applies to the tag stable.']);
});

test('young ones stay, and signed ones, found or not known', () => {
  const artifacts = [
    tagged(1, 10),
    tagged(2, 31),
    { ...tagged(3, 31), signed: 'found' as const },
    { ...tagged(4, 31), signed: 'unknown' as const },
  ];
  expect(fatesOf(artifacts, 'younger:30d,signed')).toEqual({
    1: ['kept', 'It is younger than 30 days.'],
    2: ['goes', 'It is older than 30 days.'],
    3: ['kept', 'It is signed.'],
    4: ['kept', 'Whether it is signed is unknown.'],
  });
});

test('without a rule that counts or measures age nothing goes', () => {
  expect(fatesOf([tagged(1, 400)], 'signed')).toEqual({
    1: ['kept', 'No rule selects artifacts by tag.'],
  });
});

test('what goes takes along what belongs to it alone; what a kept index holds stays', () => {
  const artifacts = [
    storedArtifact(1, { tags: ['a'], days: 1, holds: [3] }),
    storedArtifact(2, { tags: ['b'], days: 9, holds: [3, 4] }),
    storedArtifact(3, { days: 9 }),
    storedArtifact(4, { days: 9 }),
    storedArtifact(5, { subjects: [4], days: 1 }),
  ];
  const fates = Object.entries(fatesOf(artifacts, 'newest:1')).map(([name, [fate]]) => [name, fate]);
  expect(Object.fromEntries(fates)).toEqual({ 1: 'kept', 2: 'goes', 4: 'with', 5: 'with' });
});

test('a chosen part of a kept index stays and says why', () => {
  const artifacts = [storedArtifact(1, { tags: ['a'], holds: [2] }), tagged(2, 9)];
  expect(fatesOf(artifacts, 'newest:1')['2']).toEqual(['kept', 'a, which stays, contains it.']);
});

test('a stack keeps its newest on every artifact it hangs on', () => {
  const artifacts = [
    tagged(1, 1),
    tagged(2, 1),
    storedArtifact(3, { subjects: [1], days: 1 }),
    storedArtifact(4, { subjects: [1], days: 2 }),
    storedArtifact(5, { subjects: [1, 2], days: 3 }),
    storedArtifact(6, { subjects: [1], days: 4, kind: 'signature' }),
    storedArtifact(7, { subjects: [1], days: 4, series: 'another' }),
    storedArtifact(8, { subjects: [1], days: null }),
  ];
  const fates = Object.entries(fatesOf(artifacts, 'stack:1')).map(([name, [fate]]) => [name, fate]);
  const images = { 1: 'kept', 2: 'kept' };
  const reports = { 3: 'kept', 4: 'goes', 5: 'kept', 7: 'kept', 8: 'kept' };
  expect(Object.fromEntries(fates)).toEqual({ ...images, ...reports });
});

test('while something could not be read everything stays, and says so', () => {
  const unknownHolders = 'the registry answered 503.';
  expect(fatesOf([tagged(1, 1), tagged(2, 2)], 'newest:1', { unknownHolders })['2']).toEqual([
    'kept',
    `An unread artifact may need it: ${unknownHolders}`,
  ]);
});

test('what goes is counted with what goes along', () => {
  const artifacts = [tagged(1, 1), tagged(2, 2), storedArtifact(3, { subjects: [2] })];
  expect(retain(factsOf(artifacts), readRules('newest:1').rules, factsNow)).toMatchObject({
    kept: 1,
    goes: 2,
    bytes: 20,
  });
});

const someNumbers = fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 3 });
const someArtifact = fc.record({
  days: fc.option(fc.integer({ min: 0, max: 60 })),
  tags: fc.uniqueArray(fc.constantFrom('v1', 'v2', 'v3', 'x1', 'x2'), { maxLength: 2 }),
  subjects: someNumbers,
  holds: someNumbers,
  signed: fc.constantFrom('found' as const, 'none' as const, 'unknown' as const),
});
const someRules = fc
  .subarray(['newest:1', 'newest:1:v*', 'newest:0:x*', 'stack:1', 'younger:30d', 'signed'])
  .map((words) => readRules(words.join()).rules);

test('whatever the rules: what is kept stays whole, nothing that is unclear goes, and the order does not matter', () => {
  fc.assert(
    fc.property(fc.array(someArtifact, { maxLength: 8 }), someRules, (examples, rules) => {
      const artifacts = examples.map((example, at) => storedArtifact(at + 1, example));
      const { decisions } = retain(factsOf(artifacts), rules, factsNow);
      const going = new Set(
        decisions.flatMap(({ artifact, fate }) => (fate === 'kept' ? [] : [artifact.digest])),
      );
      const chosen = decisions.filter(({ fate }) => fate === 'goes').map(({ artifact }) => artifact);
      for (const artifact of artifacts) {
        if (going.has(artifact.digest)) continue;
        for (const held of artifact.holds) expect(going.has(held)).toBe(false);
      }
      for (const artifact of chosen) {
        expect(timeOf(artifact)).toBeDefined();
        if (rules.isSignedKept) expect(artifact.signed).toBe('none');
      }
      const again = retain(factsOf(artifacts.toReversed()), rules, factsNow);
      const turned = again.decisions
        .filter(({ fate }) => fate !== 'kept')
        .map(({ artifact }) => artifact.digest);
      expect(new Set(turned)).toEqual(going);
      const unread = retain(factsOf(artifacts, { unknownHolders: 'x' }), rules, factsNow);
      expect(unread.goes).toBe(0);
    }),
  );
});

test('a digest decides between two of one moment', () => {
  const artifacts = [tagged(2, 1), tagged(1, 1)];
  const { decisions } = retain(factsOf(artifacts), readRules('newest:1').rules, factsNow);
  expect(decisions.find(({ fate }) => fate === 'goes')?.artifact.digest).toBe(digestOf(2));
});
