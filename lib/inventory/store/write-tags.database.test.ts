import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { digestOf, imageRecord } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';

const hourMs = 3_600_000;

describe.skipIf(testDatabaseUrl === undefined)('the tags of a repository', () => {
  const { store, host, pass, rows } = useScratchInventory();
  const app = () => ({ host: host(), name: 'team/app' });
  const image = (text: string) => digestOf(`${host()} ${text}`);
  const entry = (tag: string, text = tag) => ({ name: tag, digest: image(text) });
  const page = (after: string, next: string | undefined, ...entries: readonly { readonly name: string }[]) =>
    store().putTags(app(), { after, next, entries });
  const tags = async () =>
    (
      await rows(sql<{ name: string }>`SELECT t.name FROM tag t JOIN repository r ON r.id = t.repository
        JOIN registry g ON g.id = r.registry WHERE g.host = ${host()} ORDER BY t.name`)
    ).map(({ name }) => name);

  test('tell which have moved, and which manifests nobody has looked at', async () => {
    await store().beginTags(app());
    const first = await page('', undefined, entry('1'), entry('latest', '1'), entry('2'));
    expect(first).toEqual({ moved: 3, unseen: [image('1'), image('2')].sort() });
    await store().putSubject(imageRecord(host(), 'team/app', `${host()} 1`, {}));
    expect(await page('', undefined, entry('1'), entry('latest', '2'))).toEqual({
      moved: 1,
      unseen: [image('2')],
    });
    expect(await store().putTag(app(), entry('1'))).toEqual({ moved: 0, unseen: [] });
  });

  test('keep what a tag pointed to before, and stay where nobody could tell where they point', async () => {
    await store().putTag(app(), entry('1', 'old'));
    await store().putTag(app(), entry('1', 'new'));
    await store().beginTags(app());
    await page('', undefined, { name: '1' });
    const [row] = await rows(sql`SELECT encode(m.digest, 'hex') AS now, encode(p.digest, 'hex') AS before
      FROM tag t JOIN manifest m ON m.id = t.manifest JOIN manifest p ON p.id = t.previous
      WHERE m.digest = decode(${`12${image('new').slice(7)}`}, 'hex')`);
    expect(row).toEqual({ now: `12${image('new').slice(7)}`, before: `12${image('old').slice(7)}` });
  });

  test('are gone when the whole list names them no more, and are looked for again in time', async () => {
    await store().beginTags(app());
    await page('', '2', entry('1'), entry('2'));
    await page('2', undefined, entry('3'));
    expect(await store().finishTags(app(), hourMs)).toBe(0);
    await pass(60_000);
    await store().beginTags(app());
    await page('', '2', entry('2'));
    // Not the end of the list: nothing is gone yet.
    expect(await store().finishTags(app(), hourMs)).toBe(0);
    expect(await store().beginTags(app())).toEqual({ after: '2' });
    await page('2', undefined, entry('3'));
    expect(await store().finishTags(app(), hourMs)).toBe(1);
    expect(await tags()).toEqual(['2', '3']);
    const due = async () => (await store().dueRepositories(1_000)).filter((one) => one.host === host());
    expect(await due()).toEqual([]);
    await pass(2 * hourMs);
    expect(await due()).toEqual([app()]);
  });

  test('of a list that was begun a day ago no page is believed', async () => {
    await store().putTag(app(), entry('1'));
    await pass(60_000);
    await store().beginTags(app());
    await page('', '0', entry('0'));
    await pass(25 * hourMs);
    expect(await store().beginTags(app())).toEqual({ after: '' });
    await page('', undefined, entry('1'));
    expect(await store().finishTags(app(), hourMs)).toBe(1);
    expect(await tags()).toEqual(['1']);
  });

  test('one that was removed by a notification stays away until it is pushed again', async () => {
    await store().putTag(app(), entry('1'));
    await store().removeTag(app(), '1');
    await store().removeTag(app(), 'never');
    expect(await tags()).toEqual([]);
    await store().putTag(app(), entry('1'));
    expect(await tags()).toEqual(['1']);
  });
});
