import { expect, test } from 'vitest';
import { isNarrowing, readAuditLogFilter, toAuditLogQuery, writeAuditLogFilter } from './audit-log-filter.ts';

test('a filter stands in the address and comes back from it, beside what else stands there', () => {
  const search = 'from=2026-11-01&person=ada+b&outcome=failed';
  const filter = readAuditLogFilter(search);
  expect(filter).toMatchObject({ from: '2026-11-01', until: '', person: 'ada b', outcome: 'failed' });
  expect(writeAuditLogFilter('tab=x&person=old&verb=run', filter)).toBe(
    'tab=x&person=ada+b&from=2026-11-01&outcome=failed',
  );
  expect([isNarrowing(filter), isNarrowing(readAuditLogFilter(''))]).toEqual([true, false]);
});

test('the last day counts to its end, also at the end of a year', () => {
  const filter = readAuditLogFilter('from=2026-12-31&until=2026-12-31&repository=+acme+');
  expect(toAuditLogQuery(filter)).toEqual({
    from: '2026-12-31T00:00:00Z',
    until: '2027-01-01T00:00:00Z',
    person: undefined,
    verb: undefined,
    repository: 'acme',
    outcome: undefined,
  });
});

test.each(['2026-13-01', '27.11.2026', '2026-11-27T00:00:00Z', '12026-01-01'])('%s is no day', (day) => {
  expect(readAuditLogFilter(`from=${encodeURIComponent(day)}`).from).toBe('');
});
