import { expect, test } from 'vitest';
import { readReference, readRepository, readTarget } from './read-field.ts';

test('a target without a tag gets none', () => {
  expect(readTarget('localhost:5000/acme/app')).toEqual({ state: 'good', text: 'localhost:5000/acme/app' });
});

test('a target keeps the tag that was written', () => {
  expect(readTarget('localhost:5000/acme/app:latest')).toEqual({
    state: 'good',
    text: 'localhost:5000/acme/app:latest',
  });
});

test('an empty field is neither good nor wrong', () => {
  expect(readTarget('  ')).toEqual({ state: 'empty' });
});

test('a sentence says what is wrong', () => {
  expect(readRepository('localhost:5000/ACME')).toMatchObject({ state: 'wrong' });
  expect(readReference('localhost:5000/app@sha256:1')).toMatchObject({ state: 'wrong' });
});
