import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { processGlobal } from './process-global.ts';

test('two who name the same object get one, made once', () => {
  const first = processGlobal('test-shared', () => ({ count: 1 }));
  const second = processGlobal('test-shared', () => expect.fail('it was made twice'));
  expect(second).toBe(first);
});

test('objects of different names are different', () => {
  const make = () => ({});
  expect(processGlobal('test-one', make)).not.toBe(processGlobal('test-other', make));
});

test('no other file of the server reaches for globals of the process', () => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'lib/server', 'app'], {
    encoding: 'utf8',
  });
  const sources = files.split('\n').filter((file) => /(?<!\.test)\.tsx?$/.test(file));
  const guilty = sources.filter((file) => /\bSymbol\.for\(|\bglobalThis\b/.test(readFileSync(file, 'utf8')));
  expect(guilty).toEqual(['lib/server/platform/process-global.ts']);
});
