import { expect, test } from 'vitest';
import { auditWith, rowWith } from '#e2e/fakes/audit-example';
import { memoryAuditStore } from '#e2e/fakes/memory-audit-store';
import { teamInTest } from '#e2e/fakes/team-in-test';
import { describeAuditStore } from '#e2e/suites/describe-audit-store';
import { provideAuditStore } from './audit-store.ts';
import { getSavedAudits } from './get-saved-audits.ts';
import { savedAuditLimits } from './limits.ts';
import { openSharedAudits } from './shared-audits.ts';

const example = auditWith([rowWith({ verdict: 'pass' })]);
const problem = (code: string) => ({ problem: { code } });

describeAuditStore('in memory', async () => {
  const store = memoryAuditStore();
  return { open: async () => store, remove: async () => {} };
});

test('in a team an audit is its own person’s alone', async () => {
  teamInTest();
  provideAuditStore(memoryAuditStore());
  const audits = getSavedAudits();
  const saved = await audits.save('ada', example);
  expect(await audits.list('ada')).toEqual({ audits: [saved], problems: [] });
  expect(await audits.find('ada', saved.id)).toEqual({ saved, audit: example });
  expect((await audits.list('eve')).audits).toEqual([]);
  await expect(audits.find('eve', saved.id)).rejects.toMatchObject(problem('not-found'));
  await expect(audits.remove('eve', saved.id)).rejects.toMatchObject(problem('not-found'));
  await audits.remove('ada', saved.id);
  await expect(audits.find('ada', saved.id)).rejects.toMatchObject(problem('not-found'));
});

test('nobody takes all the room, and what is damaged is said', async () => {
  const store = memoryAuditStore();
  const audits = openSharedAudits(store, () => 0);
  const room = { auditsMax: 1_000, bytesMax: 2 * savedAuditLimits.personMaxBytes };
  const full = { scope: 'a.io/app', saved: '2026-01-01T00:00:00.000Z', head: '{}' };
  await store.add(
    'ada',
    { ...full, id: 'x', content: new Uint8Array(savedAuditLimits.personMaxBytes) },
    room,
  );
  await expect(audits.save('ada', example)).rejects.toMatchObject(problem('audits-limited'));
  await expect(audits.find('ada', 'x')).rejects.toMatchObject(problem('audit-damaged'));
  expect(await audits.save('eve', example)).toMatchObject({ saved: '1970-01-01T00:00:00.000Z' });
});
