import { describe, expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';

const minuteMs = 60_000;

describe.skipIf(testDatabaseUrl === undefined)('the state of a registry', () => {
  const { store, host, pass } = useScratchInventory();
  const fail = (repository: string | undefined, reason: string, digest?: string) =>
    store().putFailure({
      host: host(),
      ...(repository === undefined ? {} : { repository }),
      ...(digest === undefined ? {} : { digest: digestOf(digest) }),
      ...{ reason, code: 'forbidden' },
    });

  test('holds one failure for each place: the last reason, and how often', async () => {
    await fail('team/app', 'refused');
    await fail('team/app', 'refused again');
    await fail('team/app', 'this manifest', 'image');
    await fail(undefined, 'the list');
    expect(await store().listFailures(host(), 9)).toHaveLength(3);
    expect(await store().listFailures(host(), 9, 'team/app')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ repository: 'team/app', reason: 'refused again', times: 2 }),
        expect.objectContaining({ digest: digestOf('image'), times: 1 }),
      ]),
    );
    await store().removeFailure({ host: host(), repository: 'team/app' });
    await store().removeFailure({ host: host() });
    expect(await store().listFailures(host(), 9)).toMatchObject([{ digest: digestOf('image') }]);
  });

  test('names the latest failures, and of one repository those that others would hide', async () => {
    await fail('a', 'first');
    for (const name of ['b', 'c', 'd']) {
      await pass(minuteMs);
      await fail(name, 'later');
    }
    const names = async (max: number, repository?: string) =>
      (await store().listFailures(host(), max, repository)).map((one) => one.repository);
    expect(await names(2)).toEqual(['d', 'c']);
    expect(await names(2, 'a')).toEqual(['a']);
    expect(await names(2, 'never')).toEqual([]);
  });

  test('has one pause, the last, with a reason that fits', async () => {
    await store().pause(host(), minuteMs, 'first');
    await store().pause(host(), 2 * minuteMs, 'x'.repeat(100_000));
    await pass(1.5 * minuteMs);
    const { pause } = (await store().freshness(host())) ?? {};
    expect(pause?.reason).toMatch(/^x+…$/);
    await store().resume(host());
    expect(await store().freshness(host())).not.toHaveProperty('pause');
    await store().resume('never.example');
    expect(await store().freshness('never.example')).toBeUndefined();
  });

  test('knows when a registry that is known has said that something changed', async () => {
    await store().noteNotified(host());
    expect(await store().freshness(host())).toBeUndefined();
    await store().beginRepositories(host());
    await store().noteNotified(host());
    expect(await store().freshness(host())).toMatchObject({ notifiedAt: expect.stringMatching(/^20/) });
  });
});
