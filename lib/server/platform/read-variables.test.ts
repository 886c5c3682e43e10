import { expect, test } from 'vitest';
import { readVariables } from './read-variables.ts';

const names = ['PORT', 'ORRERY_DEMO', 'ORRERY_DATA_DIR'] as const;
const read = (environment: Readonly<Record<string, string>>) =>
  readVariables(names, environment, (path) => {
    if (path === '/run/port') return ' 4001\n';
    throw new Error(`no ${path}`);
  });

test('a variable is read from the environment or from the file that is named for it', () => {
  expect(read({ ORRERY_DEMO: ' on ', PORT_FILE: '/run/port' })).toEqual({ ORRERY_DEMO: 'on', PORT: '4001' });
});

test('an empty variable is unset', () => {
  expect(read({ ORRERY_DEMO: '', PORT: ' ' })).toEqual({});
});

test('a variable and its file at once are refused, and so is a file that cannot be read', () => {
  expect(() => read({ PORT: '1', PORT_FILE: '/run/port' })).toThrow('Set PORT or PORT_FILE, not both.');
  expect(() => read({ PORT_FILE: '/run/none' })).toThrow('PORT_FILE names /run/none, which cannot be read.');
});

test.each([
  ['ORRERY_DEMOS', 'ORRERY_DEMO'],
  ['ORRERY_DATADIR', 'ORRERY_DATA_DIR'],
  ['ORRERY_DATA_DIR_FILES', 'ORRERY_DATA_DIR_FILE'],
])('%s is refused, and %s is suggested', (name, meant) => {
  expect(() => read({ [name]: 'x' })).toThrow(`${name} is not a setting of Orrery. Did you mean ${meant}?`);
});
