import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { rowNames } from './row-names.ts';

const reference = 'localhost:5000/acme/web:latest';

test('a row is called by its version, and led to by it', () => {
  expect(rowNames({ reference, tags: ['latest', '1.12.0', '1.12'], digest: digestOf(1) })).toEqual({
    name: '1.12.0',
    others: ['1.12', 'latest'],
    reference: 'localhost:5000/acme/web:1.12.0',
  });
});

test('a row without a tag is called by its digest, and by its reference where nobody knows that', () => {
  const bare = `localhost:5000/acme/web@${digestOf(1)}`;
  expect(rowNames({ reference: bare, tags: [], digest: digestOf(1) })).toMatchObject({
    name: expect.stringMatching(/^sha256:/),
    reference: bare,
  });
  expect(rowNames({ reference, tags: [] })).toMatchObject({ name: reference, reference });
});
