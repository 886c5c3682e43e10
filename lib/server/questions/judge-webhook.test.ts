import { expect, test } from 'vitest';
import { judgeWebhook } from './judge-webhook.ts';

test('any public address with https is told, and what the operator names also without TLS', () => {
  expect(judgeWebhook('https://hooks.example/a?b=c', undefined)).toEqual({
    ...{ url: new URL('https://hooks.example/a?b=c'), isNamed: false },
  });
  expect(judgeWebhook('http://localhost:9000/in', ['localhost:9000']).isNamed).toBe(true);
});

test.for([
  ['https://hooks.example', 'off', 'switched webhooks off'],
  ['https://hooks.example', ['chat.example'], 'does not name hooks.example'],
  ['https://chat.example:8443', ['chat.example'], 'does not name chat.example:8443'],
  ['http://hooks.example', undefined, 'use https'],
  ['ftp://hooks.example', undefined, 'no web address'],
  ['https://ada:word@chat.example', ['chat.example'], 'no web address'],
  ['hooks.example', undefined, 'no web address'],
] as const)('%s is refused where webhooks are %s', ([address, webhooks, sentence]) => {
  expect(() => judgeWebhook(address, webhooks)).toThrow(sentence);
});
