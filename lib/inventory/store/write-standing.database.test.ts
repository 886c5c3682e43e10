import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { digestOf, evidence, imageRecord } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';

describe.skipIf(testDatabaseUrl === undefined)('what an artifact comes to', () => {
  const { store, host, pass, rows } = useScratchInventory();
  const put = (more: object) => store().putSubject(imageRecord(host(), 'team/app', host(), {}, more));
  const changes = () =>
    rows(sql`SELECT c.evidence, c.before, c.after FROM standing_change c JOIN repository r ON r.id = c.repository
      JOIN registry g ON g.id = r.registry WHERE g.host = ${host()} ORDER BY c.id`);
  const standing = async () =>
    (
      await rows(sql<
        Record<string, number | null>
      >`SELECT s.signature, s.sbom, s.critical, s.high FROM standing s
        JOIN repository r ON r.id = s.repository JOIN registry g ON g.id = r.registry WHERE g.host = ${host()}`)
    )[0];

  test('is no change the first time it is known', async () => {
    await put({ evidence: evidence({ signature: 'unknown' }) });
    await put({ evidence: evidence({ signature: 'valid' }), open: { critical: 3, high: 1 } });
    expect(await changes()).toEqual([]);
    expect(await standing()).toEqual({ signature: 3, sbom: 1, critical: 3, high: 1 });
  });

  test('changes against what was known last, across a time in which it was not known', async () => {
    await put({ evidence: evidence({ signature: 'valid' }), open: { critical: 0, high: 0 } });
    await put({ evidence: evidence({ signature: 'unknown' }) });
    expect(await standing()).toMatchObject({ signature: 0, critical: null });
    expect(await changes()).toEqual([]);
    await put({ evidence: evidence({ signature: 'none' }), open: { critical: 2, high: 0 } });
    expect(await changes()).toEqual([
      { evidence: 0, before: 3, after: 1 },
      { evidence: 5, before: 0, after: 2 },
    ]);
  });

  test('holds as many findings as anybody claims', async () => {
    await put({ open: { critical: 1, high: 0 } });
    await put({ open: { critical: 2_000_000_000, high: 0 } });
    expect(await standing()).toMatchObject({ critical: 2_000_000_000 });
    expect(await changes()).toEqual([{ evidence: 5, before: 1, after: 32_767 }]);
  });

  test('is looked at again when it said so', async () => {
    await put({ dueInMs: 60_000 });
    const due = async () => (await store().dueSubjects(1_000)).filter((one) => one.host === host());
    expect(await due()).toEqual([]);
    await pass(61_000);
    expect(await due()).toEqual([{ host: host(), name: 'team/app', digest: digestOf(host()) }]);
  });

  test('is looked at again later each time that something stays unknown', async () => {
    const minutes = async () => {
      const [row] = await rows(sql<{ minutes: number }>`
        SELECT round(extract(epoch FROM s.due_at - s.asked_at) / 60)::int AS minutes FROM standing s
        JOIN repository r ON r.id = s.repository JOIN registry g ON g.id = r.registry WHERE g.host = ${host()}`);
      return row?.minutes;
    };
    const unknown = { maxMs: 3_600_000, isAnew: false };
    const look = async (more: object) => {
      await put({ evidence: evidence({ sbom: 'unknown' }), dueInMs: 900_000, unknown, ...more });
      return await minutes();
    };
    const first = [await look({}), await look({}), await look({}), await look({})];
    expect(first).toEqual([15, 30, 60, 60]);
    expect(await look({ unknown: { ...unknown, isAnew: true } })).toBe(15);
    expect(await look({})).toBe(30);
    await put({ evidence: evidence({ sbom: 'present' }), dueInMs: 7_200_000 });
    expect([await minutes(), await look({})]).toEqual([120, 15]);
  });
});
