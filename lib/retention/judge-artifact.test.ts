import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { factsNow, factsOf, storedArtifact } from '#e2e/fakes/repository-facts';
import { judgeArtifacts, namesOf, stacksOf } from './judge-artifact.ts';
import { readRules } from './retention-rules.ts';

test('a rule for tags says nothing of what hangs on an artifact, and one for stacks nothing of tags', () => {
  const artifacts = [storedArtifact(1, { tags: ['a'] }), storedArtifact(2, { subjects: [1] })];
  const judge = (keep: string) => [...judgeArtifacts(factsOf(artifacts), readRules(keep).rules, factsNow)];
  expect(judge('newest:1')).toMatchObject([[digestOf(1), { fate: 'kept', by: 'tags' }]]);
  expect(judge('stack:1')).toMatchObject([
    [digestOf(1), { fate: 'kept', why: 'No rule selects artifacts by tag.' }],
    [digestOf(2), { fate: 'kept', by: 'stack', why: 'It is the newest of its kind and tool.' }],
  ]);
});

test('a stack is what hangs on one artifact, of one series, without a tag of its own', () => {
  const artifacts = [
    storedArtifact(2, { subjects: [1] }),
    storedArtifact(3, { subjects: [1], tags: ['report'] }),
    storedArtifact(4, { subjects: [1, 9] }),
  ];
  expect(stacksOf(artifacts).map(({ subject, members }) => [subject, members.length])).toEqual([
    [digestOf(1), 2],
    [digestOf(9), 1],
  ]);
});

test('a sentence names three tags, and counts the others', () => {
  expect(namesOf(['a'])).toBe('the tag a');
  expect(namesOf(['a', 'b', 'c', 'd'])).toBe('the tags a, b, c and 1 more');
});
