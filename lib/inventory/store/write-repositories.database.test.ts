import { describe, expect, test } from 'vitest';
import { digestOf, imageRecord } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';
import type { ListedTag } from './inventory-store.ts';

const dayMs = 24 * 3_600_000;

describe.skipIf(testDatabaseUrl === undefined)('the repositories of a registry', () => {
  const { store, host, pass } = useScratchInventory();
  const page = (after: string, next: string | undefined, ...entries: readonly string[]) =>
    store().putRepositories(host(), { after, next, entries });
  const names = () => store().listRepositories(host(), '', 100);
  const list = async (...entries: readonly string[]) => {
    await store().beginRepositories(host());
    await page('', undefined, ...entries);
    return await store().finishRepositories(host());
  };
  const look = async (name: string, entries: readonly ListedTag[] = []) => {
    await store().beginTags({ host: host(), name });
    await store().putTags({ host: host(), name }, { after: '', next: undefined, entries });
    await store().finishTags({ host: host(), name }, dayMs);
  };
  const due = async () =>
    (await store().dueRepositories(1_000)).filter((one) => one.host === host()).map(({ name }) => name);

  test('are read page by page, from where the last process stopped', async () => {
    expect(await store().beginRepositories(host())).toEqual({ after: '' });
    await page('', 'b', 'b', 'a', 'a');
    expect(await store().beginRepositories(host())).toEqual({ after: 'b' });
    // A page that comes again, or too late, leaves the place where it is.
    await page('', 'b', 'a', 'b');
    expect(await store().beginRepositories(host())).toEqual({ after: 'b' });
    await page('b', undefined, 'c');
    expect(await store().finishRepositories(host())).toBe(0);
    expect(await names()).toEqual(['a', 'b', 'c']);
    const listedAs = (name: string) => store().listedAs({ host: host(), name });
    expect([await listedAs('a'), await listedAs('other')]).toEqual(['there', undefined]);
    expect(await store().listRepositories(host(), 'a', 1)).toEqual(['b']);
  });

  test('are listed from the beginning where a list was begun a day ago', async () => {
    await store().beginRepositories(host());
    await page('', 'a', 'a');
    await pass(2 * dayMs);
    expect(await store().beginRepositories(host())).toEqual({ after: '' });
  });

  test('stay gone for what comes late, until the registry gives something of them', async () => {
    await list('a', 'b');
    await list('a');
    const b = { host: host(), name: 'b' };
    expect(await store().listedAs(b)).toBe('gone');
    // What was read some minutes ago may have answered it.
    await store().putSubject(imageRecord(host(), 'b', 'lost', {}));
    await look('b');
    expect(await names()).toEqual(['a']);
    for (const answer of [
      () => store().putTag(b, { name: '1', digest: digestOf('found') }),
      () => look('b', [{ name: '1', digest: digestOf('found') }]),
    ]) {
      await list('a');
      await answer();
      expect(await names()).toEqual(['a', 'b']);
    }
  });

  test('are due when they are new, or there again, and never while they are gone', async () => {
    await list('a', 'b');
    expect((await due()).toSorted()).toEqual(['a', 'b']);
    for (const name of ['a', 'b']) await look(name);
    expect(await due()).toEqual([]);
    expect(await list('a')).toBe(1);
    await pass(2 * dayMs);
    expect(await due()).toEqual(['a']);
    await look('a');
    expect(await list('a', 'b')).toBe(0);
    expect(await due()).toEqual(['b']);
  });
});
