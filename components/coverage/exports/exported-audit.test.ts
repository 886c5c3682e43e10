import { expect, test } from 'vitest';
import { startingAudit } from '#components/coverage/stream/audit-state.ts';
import type { ShownAudit } from '#components/coverage/stream/shown-audit.ts';
import { auditWith, rowWith } from '#e2e/fakes/audit-example';
import { exportedAudit, exportName } from './exported-audit.ts';

const one = rowWith({ reference: 'a.test/app:1' });
const two = rowWith({ reference: 'a.test/app:2', verdict: 'fail' });
const { rows: _, ...end } = auditWith([one, two], { scope: 'a.test/app', limits: ['One tag moved.'] });
const audit = (change: Partial<ShownAudit> = {}): ShownAudit => ({
  query: { ref: 'a.test/app' },
  onQueryChange: () => undefined,
  state: {
    ...startingAudit,
    status: 'ended',
    rows: new Map([one, two].map((row) => [row.reference, row])),
    known: 2,
    limits: end.limits,
    end,
  },
  shown: [two],
  isFiltered: true,
  ...change,
});
const stated = { source: 'query', text: 'rules:\n  - require:\n      - sbom\n' } as const;
const now = new Date('2026-11-26T10:00:00Z');

test('all that was read is the answer of the server', () => {
  expect(exportedAudit(audit(), 'read', stated, now)).toMatchObject({
    complete: true,
    counts: { artifacts: 2, fail: 1 },
    limits: ['One tag moved.'],
  });
});

test('what a filter leaves is counted anew, is not complete, and says so', () => {
  expect(exportedAudit(audit(), 'shown', stated, now)).toMatchObject({
    complete: false,
    counts: { artifacts: 1, pass: 0, fail: 1 },
    rows: [two],
    limits: ['With a filter: 1 of 2 artifacts.', 'One tag moved.'],
  });
});

test('what was stopped says how far it came, and what was required of it', () => {
  const { end: _end, ...state } = audit().state;
  const part = audit({ state: { ...state, status: 'stopped', known: 400, limits: [] }, isFiltered: false });
  expect(exportedAudit(part, 'read', stated, now)).toMatchObject({
    scope: 'a.test/app',
    require: ['sbom'],
    requirements: stated,
    asOf: '2026-11-26T10:00:00.000Z',
    complete: false,
    limits: ['Stopped early: 2 of 400 artifacts are read.'],
  });
});

test('a file is named after its place and day', () => {
  const whole = exportedAudit(audit(), 'read', stated, now);
  expect(exportName(whole, true, 'csv')).toBe('audit-a.test-app-2026-11-26-filtered.csv');
  expect(exportName({ ...whole, scope: 'localhost:5000/../x' }, false, 'json')).toBe(
    'audit-localhost-5000-..-x-2026-11-26.json',
  );
});
