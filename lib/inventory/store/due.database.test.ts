import { describe, expect, test } from 'vitest';
import { digestOf, imageRecord } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';

const minuteMs = 60_000;

describe.skipIf(testDatabaseUrl === undefined)('what is to be looked at next', () => {
  const { store, host, pass } = useScratchInventory();
  const at = (name = 'team/app') => ({ host: host(), name });
  const put = async (image: string, dueInMs: number, name = 'team/app') => {
    await store().putSubject(imageRecord(host(), name, image, { [`${image} sbom`]: 'sbom' }, { dueInMs }));
    await store().putTag(at(name), { name: image, digest: digestOf(image) });
  };
  const dueHere = async () =>
    (await store().dueSubjects(100)).filter((one) => one.host === host()).map(({ digest }) => digest);

  test('a manifest is due when its time has come, the longest first, and not while its registry is paused', async () => {
    await put('later', 20 * minuteMs);
    await put('soon', 10 * minuteMs);
    expect(await dueHere()).toEqual([]);
    await pass(30 * minuteMs);
    expect(await dueHere()).toEqual([digestOf('soon'), digestOf('later')]);
    await store().pause(host(), minuteMs, 'A person paused it.');
    expect(await dueHere()).toEqual([]);
    await store().resume(host());
    expect(await dueHere()).toHaveLength(2);
  });

  test('what is named is due at once: itself, and what it hangs on', async () => {
    await put('image', 60 * minuteMs);
    await put('other', 60 * minuteMs);
    expect(await store().makeDue(at(), digestOf('image sbom'))).toEqual([digestOf('image')]);
    expect(await dueHere()).toEqual([digestOf('image')]);
    expect(await store().makeDue(at(), digestOf('nobody knows it'))).toEqual([]);
    expect(await store().makeDue(at('another'), digestOf('other'))).toEqual([]);
    expect(await dueHere()).toEqual([digestOf('image')]);
  });

  test('a repository is due when it is named', async () => {
    await put('image', 60 * minuteMs);
    await store().makeDue(at());
    const due = (await store().dueRepositories(100)).filter((one) => one.host === host());
    expect(due).toEqual([at()]);
  });
});
