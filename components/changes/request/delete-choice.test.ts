import { expect, test } from 'vitest';
import { deleteRequest } from './delete-choice.ts';

const ref = 'localhost:5000/acme/app:1';

test('a tag alone is never archived', () => {
  expect(deleteRequest(ref, { scope: 'tag', archive: true })).toEqual({
    action: 'delete',
    ref,
    scope: 'tag',
  });
});

test('a manifest or a graph is archived first unless that is switched off', () => {
  expect(deleteRequest(ref, { scope: 'manifest', archive: true })).toMatchObject({ archive: true });
  expect(deleteRequest(ref, { scope: 'graph', archive: false })).toMatchObject({ archive: false });
});
