import { expect, test } from 'vitest';
import { leftOutSentence } from './left-out.ts';

test.for([
  [undefined, undefined],
  [0, undefined],
  [1, '1 repository is left out: the registry did not tell whether you may read it. Try again in a moment.'],
  [
    1_200,
    '1,200 repositories are left out: the registry did not tell whether you may read them. Try again in a moment.',
  ],
] as const)('%s repositories that are left out are told', ([count, sentence]) => {
  expect(leftOutSentence(count)).toBe(sentence);
});
