import { expect, test } from 'vitest';
import { questionOf } from '#e2e/suites/describe-question-store';
import { questionActs } from './question-acts.ts';

const plain = questionOf('old log4j', 'ada');
const target = `“old log4j” (${plain.id})`;
const webhook = { address: 'https://hooks.example:8443/services/canary?token=canary', secret: 'canary' };
const told = { ...plain, webhook };
const opened = { ...plain, keyHash: 'canary' };

test.for([
  ['a name', plain, { ...plain, name: 'other' }, []],
  ['a first webhook', undefined, told, [['question-webhook', 'set', `${target} to hooks.example:8443`]]],
  [
    'another webhook',
    told,
    { ...plain, webhook: { address: 'https://other.example/', secret: 'canary of another' } },
    [['question-webhook', 'set', `${target} to other.example`]],
  ],
  ['the same webhook', told, { ...told, name: 'other' }, []],
  ['no webhook', told, plain, [['question-webhook', 'remove', target]]],
  ['a key', plain, opened, [['question-key', 'set', target]]],
  ['another key', opened, { ...plain, keyHash: 'other' }, [['question-key', 'set', target]]],
  ['no key', opened, plain, [['question-key', 'remove', target]]],
  ['nothing without either', plain, undefined, []],
  [
    'nothing',
    { ...told, ...opened },
    undefined,
    [
      ['question-webhook', 'remove', target],
      ['question-key', 'remove', target],
    ],
  ],
] as const)('what becomes %s is told without a secret', ([, before, after, expected]) => {
  const acts = questionActs(before, after);
  expect(acts.map((act) => [act.action, act.verb, act.target])).toEqual(expected);
  expect(JSON.stringify(acts)).not.toContain('canary');
});
