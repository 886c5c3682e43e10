import { expect, test } from 'vitest';
import { changeReason, changeReasonHere, deletionReason, limitsOf } from './change-reason.ts';

const known = {
  readOnly: false,
  role: 'deleter' as const,
  rights: [
    { role: 'viewer' as const },
    { role: 'editor' as const, repositories: ['a.io/team/**'] },
    { role: 'deleter' as const, repositories: ['a.io/own/*'] },
  ],
};

test.each([
  ['a.io/own/app', undefined, undefined],
  ['a.io/team/app', undefined, 'You are an editor in a.io/team/app and cannot delete or move it.'],
  [
    'b.io/app',
    'You are a viewer in b.io/app and cannot change it.',
    'You are a viewer in b.io/app and cannot change it.',
  ],
])('roles count where they reach: %s', (repository, change, deletion) => {
  const limits = limitsOf(known, repository);
  expect([changeReason(limits), changeReasonHere(limits), deletionReason(limits)]).toEqual([
    undefined,
    change,
    deletion,
  ]);
});

test('where none reaches, that is said', () => {
  const rights = [{ role: 'editor' as const, repositories: ['a.io/team/**'] }];
  expect(changeReasonHere(limitsOf({ readOnly: false, role: 'editor', rights }, 'b.io/app'))).toBe(
    'You have no role in b.io/app.',
  );
});

test('without a place the highest role counts, and without a team, or an answer, nothing is forbidden', () => {
  expect(deletionReason(limitsOf({ readOnly: false, role: 'editor', rights: [] }, undefined))).toBe(
    'As an editor you cannot delete, move or import.',
  );
  expect(deletionReason(limitsOf({ readOnly: false }, 'a.io/x'))).toBeUndefined();
  expect(deletionReason(limitsOf(undefined, 'a.io/x'))).toBeUndefined();
  expect(deletionReason(limitsOf({ readOnly: true }, 'a.io/x'))).toBe('This Orrery is read-only.');
});
