import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { redirectConsole, toJsonLine } from './json-output.ts';

test('a message is one line of JSON, without the colours of a terminal', () => {
  const line = toJsonLine('\u001b[32m✓\u001b[39m ready\nin 2 s \n', 7);
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toEqual({ time: 7, msg: '✓ ready\nin 2 s' });
});

test('what libraries print goes where it is led, until that is undone', () => {
  const stream = new PassThrough();
  const printed: string[] = [];
  const target = new Console(stream);
  const undo = redirectConsole((message) => printed.push(message), target);
  target.log(' ✓ %s took', 'next.config.mjs', 4);
  target.error(new Error('broken').message);
  undo();
  target.info('as before');
  expect(printed).toEqual([' ✓ next.config.mjs took 4', 'broken']);
  expect(String(stream.read())).toBe('as before\n');
});
