import { expect, test } from 'vitest';
import { askedQuestionSchema, putQuestionSchema } from './saved-question-contract.ts';

test.for([
  { about: 'search', q: 'log4j-core', kind: 'package', below: '2.17.0', host: 'a.io' },
  { about: 'coverage', lacks: 'signature', repository: 'a.io/team/app' },
  { about: 'coverage', lacks: 'report', state: 'failed' },
  { about: 'changes', what: 'fixed' },
])('%j can be asked again', (question) => {
  expect(askedQuestionSchema.parse(question)).toEqual(question);
});

test.for([
  { about: 'search', q: '', kind: 'package' },
  { about: 'search', q: 'x'.repeat(401), kind: 'package' },
  { about: 'search', q: 'a', kind: 'secret' },
  { about: 'coverage' },
  { about: 'changes', what: 'unsigned', days: 3 },
])('%j is no question', (question) => {
  expect(askedQuestionSchema.safeParse(question).success).toBe(false);
});

test('a webhook may be left as it is, set, or taken away', () => {
  const question = { about: 'changes', what: 'fixed' } as const;
  for (const webhook of [{}, { webhook: 'https://hooks.example' }, { webhook: null }])
    expect(putQuestionSchema.parse({ name: 'a', question, ...webhook })).toEqual({
      ...{ name: 'a', question, ...webhook },
    });
});
