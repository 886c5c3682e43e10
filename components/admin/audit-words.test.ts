import { expect, test } from 'vitest';
import { personText, placeText, shownResult, utcSecond, whatText } from './audit-words.ts';

test.each([
  [{ action: 'delete', verb: 'untag' }, 'delete: untag'],
  [{ action: 'copy', verb: 'copy-manifest' }, 'copy: copy manifest'],
  [{ action: 'delete', verb: 'run' }, 'delete: whole plan'],
  [{ action: 'tag', verb: 'tag' }, 'tag'],
  [{ action: 'session', verb: 'end' }, 'end a session'],
  [{ action: 'service-account', verb: 'set' }, 'set a service account'],
  [{ action: 'session', verb: 'sign-in' }, 'sign in'],
  [{ action: 'hook', verb: 'set' }, 'make a token for notifications'],
  [{ action: 'hook', verb: 'remove' }, 'remove a token for notifications'],
  [{ action: 'question-webhook', verb: 'set' }, 'set the webhook of a question'],
  [{ action: 'question-key', verb: 'remove' }, 'end the key of a question'],
  [{ action: 'other', verb: 'constructor' }, 'other: constructor'],
])('%o is %s', (row, text) => expect(whatText(row)).toBe(text));

test('a result is a shape, a word and a code', () => {
  expect(shownResult('failed:unauthorized')).toEqual({
    icon: 'failed',
    word: 'failed',
    code: 'unauthorized',
  });
  expect(shownResult('skipped')).toEqual({ icon: 'none', word: 'skipped', code: '' });
});

test('a person is named, and the user at a registry where there is one', () => {
  const names = ['ada@acme.example as anonymous', 'ada@acme.example as robot', 'anonymous'].map(personText);
  expect(names).toEqual(['ada@acme.example', 'ada@acme.example as robot', 'anonymous']);
});

test('a place and a moment are short', () => {
  expect([
    placeText({ registry: 'a.io', repository: 'b/c' }),
    placeText({ registry: '', repository: '' }),
  ]).toEqual(['a.io/b/c', '']);
  expect(utcSecond('2026-11-27T11:44:45.123+02:00')).toBe('2026-11-27 09:44:45');
});
