import { expect, test } from 'vitest';
import type { AuditChange } from '#lib/audit/audit-change';
import { changesLine, groupChanges } from './change-words.ts';

const change = (kind: AuditChange['kind']): AuditChange => ({ kind, reference: 'a.test/app:1', why: 'So.' });

test('changes stand under their kinds, what is worse first', () => {
  const groups = groupChanges([change('fixed'), change('newly-unsigned'), change('fixed')]);
  expect(groups.map(({ kind, changes }) => [kind, changes.length])).toEqual([
    ['newly-unsigned', 1],
    ['fixed', 2],
  ]);
});

test('one line says it all', () => {
  expect(changesLine([change('newly-unsigned'), change('new')], 1200)).toBe(
    '1 newly unsigned, 1 new, 1,200 the same',
  );
  expect(changesLine([], 3)).toBe('Nothing changed, 3 the same');
});
