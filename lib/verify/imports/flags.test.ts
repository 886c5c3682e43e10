import { expect, test } from 'vitest';
import { readFlags } from './flags.ts';

const known = {
  key: 'value',
  on: 'switch',
  output: 'passed-over',
  idle: 'idle',
  ask: 'refused',
  hard: 'refused-switch',
} as const;

function read(text: string) {
  const { values, switches, unsupported } = readFlags(text.split(' '), known, { k: 'key' });
  return { values: Object.fromEntries(values), switches: [...switches], unsupported };
}

test('values stand behind a space or a sign, and the last one counts', () => {
  expect(read('--key a -k b --key=c image').values).toEqual({ key: 'c' });
});

test('a switch is on until it says false', () => {
  expect(read('--on').switches).toEqual(['on']);
  expect(read('--on --on=false').switches).toEqual([]);
});

test('what changes nothing is passed over with its value', () => {
  expect(read('--output --on --idle')).toEqual({ values: {}, switches: [], unsupported: [] });
});

test.each([
  ['--ask a=b', 'The flag --ask is not supported: a policy cannot express it.'],
  ['--hard', 'The flag --hard is not supported: a policy cannot express it.'],
  ['--new', 'The flag --new is not supported: Orrery does not know it.'],
  ['--constructor', 'The flag --constructor is not supported: Orrery does not know it.'],
  ['--key', 'The flag --key has no value.'],
])('%s is said', (text, sentence) => {
  expect(read(text).unsupported).toEqual([sentence]);
});

test('what is refused and switched off asks for nothing', () => {
  expect(read('--hard=false').unsupported).toEqual([]);
});
