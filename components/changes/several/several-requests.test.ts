import { expect, test } from 'vitest';
import { severalRequests } from './several-requests.ts';

test('every tag has a request of its own, and a copy keeps its tag', () => {
  expect(
    severalRequests('reg.example/app', ['1', '2'], { action: 'copy', to: 'b.example/app', referrers: 'all' }),
  ).toEqual([
    {
      name: '1',
      request: { action: 'copy', from: 'reg.example/app:1', to: 'b.example/app:1', referrers: 'all' },
    },
    {
      name: '2',
      request: { action: 'copy', from: 'reg.example/app:2', to: 'b.example/app:2', referrers: 'all' },
    },
  ]);
});

test('of a tag alone nothing is archived', () => {
  const [tag] = severalRequests('reg.example/app', ['1'], { action: 'delete', scope: 'tag', archive: true });
  expect(tag?.request).toEqual({ action: 'delete', ref: 'reg.example/app:1', scope: 'tag' });
  const [graph] = severalRequests('reg.example/app', ['1'], {
    action: 'delete',
    scope: 'graph',
    archive: true,
  });
  expect(graph?.request).toMatchObject({ archive: true });
});
