import { describe, expect, test } from 'vitest';
import { digestOf, imageRecord, nodeOf, refersTo } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';
import { countOrphans, listOrphans } from './orphans.ts';

describe.skipIf(testDatabaseUrl === undefined)('what is attached to a manifest that no tag leads to', () => {
  const { store, host, database } = useScratchInventory();
  const at = () => ({ host: host(), name: 'team/app' });
  const name = (text: string) => `${host()} ${text}`;
  const scan = (image: string, ...attached: readonly string[]) =>
    store().putSubject(
      imageRecord(
        host(),
        'team/app',
        name(image),
        Object.fromEntries(attached.map((one) => [name(one), 'sbom' as const])),
      ),
    );
  const scope = () => ({ reach: undefined, host: host() });
  const list = async (max = 9, place: Parameters<typeof listOrphans>[2] = [0, 0, 0]) =>
    await listOrphans(database(), scope(), place, max);

  test('is listed once its tag is gone, with its subject and its size', async () => {
    await store().putTag(at(), { name: '1', digest: digestOf(name('image')) });
    await scan('image', 'sbom');
    expect(await list()).toEqual([]);
    await store().removeTag(at(), '1');
    expect(await list()).toMatchObject([
      {
        reference: `${host()}/team/app@${digestOf(name('sbom'))}`,
        ...{ subject: digestOf(name('image')), kind: 'sbom', tags: [], bytes: 1_000 },
      },
    ]);
    expect(await countOrphans(database(), scope())).toEqual({ count: 1, bytes: 1_000 });
    expect(await countOrphans(database(), { reach: [] })).toEqual({ count: 0, bytes: 0 });
  });

  test('is not what hangs on a platform of an index with a tag, nor on something that is attached itself', async () => {
    await store().putTag(at(), { name: 'multi', digest: digestOf(name('index')) });
    await store().putSubject({
      ...imageRecord(host(), 'team/app', name('index'), {}),
      graph: {
        nodes: [
          ...[nodeOf(name('index'), 'index'), nodeOf(name('arm'), 'image')],
          ...[nodeOf(name('sbom'), 'sbom'), nodeOf(name('signature of it'), 'signature')],
        ],
        edges: [
          {
            from: digestOf(name('index')),
            to: digestOf(name('arm')),
            relation: 'child',
            sources: ['manifest'],
          },
          refersTo(name('arm'), name('sbom')),
          refersTo(name('sbom'), name('signature of it')),
        ],
        answers: [],
      },
    });
    expect(await list()).toEqual([]);
  });

  test('comes page by page, and is counted once where it hangs on several', async () => {
    await scan('one', 'shared', 'own');
    await scan('two', 'shared');
    const all = await list();
    expect(all).toHaveLength(3);
    expect(await list(2)).toEqual(all.slice(0, 2));
    expect(await list(9, all[1]?.place)).toEqual(all.slice(2));
    expect(await countOrphans(database(), scope())).toEqual({ count: 2, bytes: 2_000 });
  });
});
