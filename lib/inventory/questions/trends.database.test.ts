import { describe, expect, test } from 'vitest';
import { evidence, imageRecord } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';
import { readChanges, readDays } from './trends.ts';

const dayMs = 24 * 3_600_000;

describe.skipIf(testDatabaseUrl === undefined)('over the days', () => {
  const { store, host, database, pass } = useScratchInventory();
  const scope = () => ({ reach: undefined, host: host() });
  const put = async (name: string, more: object) => {
    const record = imageRecord(host(), 'team/app', `${host()} ${name}`, {}, more);
    await store().putSubject(record);
    await store().putTag({ host: host(), name: 'team/app' }, { name, digest: record.digest });
  };

  test('each day is told as it stood then, also one on which nothing had changed', async () => {
    await put('1', { evidence: evidence({ signature: 'valid' }), open: { critical: 1, high: 2 } });
    await store().sweep();
    await pass(dayMs);
    await store().sweep();
    await pass(dayMs);
    await put('2', { evidence: evidence({ signature: 'none' }), open: { critical: 3, high: 0 } });
    await store().sweep();
    const days = await readDays(database(), scope(), 7);
    expect(
      days.map(({ artifacts, critical, high, byEvidence: { signature } }) => [
        ...[artifacts, critical, high],
        ...[signature.valid, signature.none],
      ]),
    ).toEqual([
      [1, 1, 2, 1, 0],
      [1, 1, 2, 1, 0],
      [2, 4, 2, 1, 1],
    ]);
    expect(days.map(({ day }) => day)).toEqual([...days.map(({ day }) => day)].sort());
    expect(await readDays(database(), scope(), 1)).toEqual(days.slice(-1));
    expect(await readDays(database(), { reach: [] }, 7)).toEqual([]);
  });

  test('what a tag lost is told also when the image that it left is not there any more', async () => {
    const point = async (image: string, signature: 'valid' | 'none', critical: number) => {
      const more = { evidence: evidence({ signature }), open: { critical, high: 0 } };
      const record = imageRecord(host(), 'team/moved', `${host()} ${image}`, {}, more);
      await store().putSubject(record);
      await store().putTag({ host: host(), name: 'team/moved' }, { name: 'v', digest: record.digest });
      return record;
    };
    const old = await point('old', 'valid', 0);
    await point('new', 'none', 2);
    const told = async () =>
      (await readChanges(database(), { ...scope(), repository: 'team/moved' }, 7, 9)).map((one) => [
        ...[one.what, one.before, one.after],
      ]);
    const changes = [
      ['signature', 'valid', 'none'],
      ['critical', 0, 2],
    ];
    expect(await told()).toEqual(changes);
    const { open: _, ...missing } = old;
    const nothing = { signature: 'unknown', provenance: 'unknown', sbom: 'unknown' } as const;
    await store().putSubject({ ...missing, evidence: evidence(nothing) });
    expect(await told()).toEqual(changes);
  });

  test('what became worse or better is told by its kind, the newest first', async () => {
    const stand = (signature: 'valid' | 'none' | 'unknown', critical: number) =>
      put('1', { evidence: evidence({ signature }), open: { critical, high: 0 } });
    await stand('valid', 0);
    await stand('none', 0);
    await pass(1_000);
    await stand('unknown', 2);
    await pass(1_000);
    await stand('valid', 0);
    const told = async (what?: 'unsigned' | 'vulnerable' | 'fixed', max = 9) =>
      (await readChanges(database(), scope(), 7, max, what)).map((one) => [one.what, one.before, one.after]);
    const lost = ['signature', 'valid', 'none'];
    expect(await told('unsigned')).toEqual([lost]);
    expect(await told('vulnerable')).toEqual([['critical', 0, 2]]);
    expect(await told('fixed')).toEqual([['critical', 2, 0]]);
    expect(await told()).toEqual([
      ['signature', 'none', 'valid'],
      ['critical', 2, 0],
      ['critical', 0, 2],
      lost,
    ]);
    expect(await told(undefined, 1)).toEqual([['signature', 'none', 'valid']]);
    await pass(8 * dayMs);
    expect(await told()).toEqual([]);
  });
});
