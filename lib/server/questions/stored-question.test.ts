import { expect, test } from 'vitest';
import { questionOf } from '#e2e/suites/describe-question-store';
import {
  formatMemory,
  parseMemory,
  parseQuestionFile,
  parseReach,
  parseStanding,
  parseStoredQuestion,
} from './stored-question.ts';

test('a question comes back as it was stored, whatever it is about', () => {
  for (const asked of [
    { about: 'search', q: 'log4j', kind: 'package', below: '2', host: 'a.io' },
    { about: 'coverage', lacks: 'signature', state: 'failed', repository: 'a.io/team/app' },
    { about: 'changes', what: 'vulnerable' },
  ] as const) {
    const question = questionOf('one', 'ada', { asked });
    expect(parseStoredQuestion(JSON.stringify(question))).toEqual(question);
    expect(parseQuestionFile(JSON.stringify({ question, version: 3 }))).toEqual({ question, version: 3 });
  }
});

test('what nobody can have stored is refused', () => {
  for (const text of ['{', '{}', '[]', '{"question":{"id":1},"version":1}'])
    expect(() => parseQuestionFile(text)).toThrow();
  expect(() => parseStanding('{"count":"1"}')).toThrow();
});

test('hits that were too many to compare stay so', () => {
  const memory = { keys: undefined, changes: [] };
  expect(parseMemory(formatMemory(memory))).toEqual(memory);
});

test('rights without patterns are nothing, and no rights stored are all', () => {
  expect(parseReach(null)).toBeUndefined();
  expect(parseReach([])).toEqual([]);
  expect(parseReach(['a.io/**', 'no pattern'])).toEqual(['a.io/**']);
});
