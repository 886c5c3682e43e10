import { expect, test } from 'vitest';
import { fakePlan } from '#e2e/fakes/fake-plan';
import { parseDigest } from '#lib/oci/digest';
import { formatBackups, parseBackups, toPlanRecord, toSteps, toSummary } from './rows.ts';

const plan = fakePlan('p', 1);
const row = { plan: JSON.stringify(plan), state: 'failed', reason: 'It broke.', code: null };

test('a row of the table of plans is a record', () => {
  const steps = { s0: { state: 'done' } } as const;
  expect(toPlanRecord(row, steps)).toEqual({ plan, state: 'failed', steps, reason: 'It broke.' });
});

test('rows of steps are read by id, and a state that nobody knows is pending', () => {
  const rows = [
    { step: 'a', state: 'failed', reason: 'No.', code: 'refused', bytes: null },
    { step: 'b', state: 'done', reason: null, code: null, bytes: 7 },
    { step: 'c', state: 'dancing', reason: null, code: null, bytes: null },
  ];
  expect(toSteps(rows)).toEqual({
    a: { state: 'failed', reason: 'No.', code: 'refused' },
    b: { state: 'done', bytes: 7 },
    c: { state: 'pending' },
  });
});

test('a line of the list has what the row has', () => {
  const line = {
    id: 'p',
    action: 'copy',
    title: 'Copy a to b',
    created: '2026-01-02T03:04:05Z',
    state: 'running',
  };
  expect(toSummary(line)).toEqual(line);
});

test('backups come back to the byte', () => {
  const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
  const backups = [{ bytes: new Uint8Array([0, 1, 254, 255]), digest, mediaType: 'a/b' }];
  expect(parseBackups(formatBackups(backups))).toEqual(backups);
});

test('a text that holds no backups is refused', () => {
  expect(() => parseBackups('[{"bytes":1}]')).toThrow();
});
