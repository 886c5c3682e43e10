import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { digestOf, imageRecord } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';
import type { Kind } from '#lib/oci/kind';

describe.skipIf(testDatabaseUrl === undefined)('documents that have to be read', () => {
  const { store, host, rows } = useScratchInventory();
  const repository = 'team/app';
  const images = ['a', 'b', 'c', 'd', 'e'];
  const kinds: readonly Kind[] = ['sbom', 'signature', 'test-result'];
  const document = (image: string, kind: Kind) => digestOf(`${host()} ${image} ${kind}`);
  const fill = async () => {
    for (const image of images) {
      const attached = Object.fromEntries(kinds.map((kind) => [`${host()} ${image} ${kind}`, kind]));
      await store().putSubject(imageRecord(host(), repository, `${host()} ${image}`, attached));
    }
  };
  /** Page by page, as a sweep takes them. */
  const readAll = async (readWith: number, max: number) => {
    const found: string[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const { entries, next } = await store().unreadDocuments(readWith, after, max);
      found.push(...entries.filter((entry) => entry.host === host()).map(({ digest }) => digest));
      after = next;
    }
    return found;
  };

  test('come page by page, each once, first those that nobody has read', async () => {
    await fill();
    const all = images.flatMap((image) => kinds.map((kind) => document(image, kind)));
    expect((await readAll(1, 4)).toSorted()).toEqual(all.toSorted());
    for (const image of ['a', 'b'])
      for (const kind of kinds) await store().putDocuments(document(image, kind), [], 1);
    const again = await readAll(2, 4);
    expect(again.toSorted()).toEqual(all.toSorted());
    const read = new Set<string>(all.slice(0, 2 * kinds.length));
    expect(again.slice(-read.size).every((digest) => read.has(digest))).toBe(true);
    expect((await readAll(1, 100)).toSorted()).toEqual(all.filter((digest) => !read.has(digest)).toSorted());
  });

  test('are none of a repository that is gone', async () => {
    await fill();
    await rows(
      sql`UPDATE repository r SET gone_at = now() FROM registry g WHERE g.id = r.registry AND g.host = ${host()}`,
    );
    expect(await readAll(1, 100)).toEqual([]);
  });
});
