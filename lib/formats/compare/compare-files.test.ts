import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FoundFile } from '#lib/formats/files/file-index';
import { createFileCollector } from '#lib/formats/files/file-index';
import { mergeLayers } from '#lib/formats/files/merge-layers';
import { formatLimits } from '#lib/formats/limits';
import type { Digest } from '#lib/oci/digest';
import { parseDigest } from '#lib/oci/digest';
import type { ComparedTree, TreeLayer } from './compare-files.ts';
import { compareFiles } from './compare-files.ts';

type Entry = Partial<Omit<FoundFile, 'at'>> & { readonly name: string; readonly content?: string };
type Layer = { readonly digest?: Digest; readonly entries: readonly Entry[]; readonly isUnread?: boolean };

let count = 0;

function layerOf({ digest, entries, isUnread = false }: Layer): TreeLayer {
  count += 1;
  const collector = createFileCollector();
  for (const [at, { name, content = '', ...more }] of entries.entries()) {
    const own = { type: 'file', size: content.length, mode: 0o644, link: '', ...more } as const;
    collector.add({ ...own, name, at });
  }
  const files = collector.toIndex([...collector.keys()].sort());
  return {
    digest: digest ?? parseDigest(`sha256:${String(count).padStart(64, '0')}`),
    files,
    hashOf: (at) => (isUnread ? undefined : entries[files.places[at] ?? -1]?.content),
  };
}

async function treeOf(...layers: readonly Layer[]): Promise<ComparedTree> {
  const read = layers.map(layerOf);
  return { layers: read, merged: await mergeLayers(read.map(({ files }) => files)) };
}

async function compare(left: readonly Entry[], right: readonly Entry[]) {
  return compareFiles(await treeOf({ entries: left }), await treeOf({ entries: right }));
}

const told = ({ rows }: Awaited<ReturnType<typeof compare>>) =>
  rows.map(({ change, path, aspects }) => [change, path, ...aspects].join(' '));

test('files that came, went and have other content are told apart', async () => {
  const changes = await compare(
    [
      { name: 'app.js', content: 'one' },
      { name: 'gone', content: 'x' },
      { name: 'same', content: 'y' },
    ],
    [
      { name: 'app.js', content: 'two' },
      { name: 'new', content: 'x' },
      { name: 'same', content: 'y' },
    ],
  );
  expect(told(changes)).toEqual(['changed app.js content', 'removed gone', 'added new']);
  expect(changes).toMatchObject({ added: 1, removed: 1, changed: 1, same: 1, total: 3, uncompared: 0 });
  expect(changes.rows[2]).toEqual({
    ...{ path: 'new', change: 'added', aspects: [] },
    right: { size: 1, mode: 0o644, type: 'file' },
  });
});

test('size, permissions, type and the target of a link make a difference', async () => {
  const changes = await compare(
    [
      { name: 'a', content: 'x' },
      { name: 'b', content: 'x' },
      { name: 'c', type: 'symlink', link: 'a', mode: 0o777 },
      { name: 'd', type: 'symlink', link: 'a', mode: 0o777 },
      { name: 'e', type: 'symlink', link: 'a', mode: 0o777 },
    ],
    [
      { name: 'a', content: 'xx', mode: 0o600 },
      { name: 'b', content: 'x', mode: 0o755 },
      { name: 'c', type: 'symlink', link: 'b', mode: 0o777 },
      { name: 'd', content: 'x' },
      { name: 'e', type: 'symlink', link: 'a', mode: 0o755 },
    ],
  );
  expect(told(changes)).toEqual([
    'changed a size mode',
    'changed b mode',
    'changed c link',
    'changed d type',
  ]);
});

test('what comes from one layer on both sides is the same without a look', async () => {
  const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
  const base = { digest, entries: [{ name: 'lib', content: 'x' }], isUnread: true };
  const changes = await compareFiles(
    await treeOf(base),
    await treeOf({ entries: [{ name: 'other' }] }, base, { entries: [{ name: '.wh.other' }] }),
  );
  expect(changes).toMatchObject({ total: 0, same: 1, uncompared: 0 });
});

test('files of one size whose content nobody knows are counted, and not called the same', async () => {
  const file = { name: 'lib', content: 'x' };
  const unread = await treeOf({ entries: [file, { name: 'empty' }], isUnread: true });
  const changes = await compareFiles(unread, await treeOf({ entries: [file, { name: 'empty' }] }));
  expect(changes).toMatchObject({ total: 0, same: 1, uncompared: 1 });
});

test('a file that a later layer removed is not there', async () => {
  const base = { entries: [{ name: 'etc/old', content: 'x' }, { name: 'etc/motd' }] };
  const changes = await compareFiles(
    await treeOf(base),
    await treeOf(base, { entries: [{ name: 'etc/.wh.old' }] }),
  );
  expect(told(changes)).toEqual(['removed etc/old']);
});

test('a folder is told where it is empty, or its permissions alone differ', async () => {
  const folder = (name: string, mode = 0o755): Entry => ({ name, type: 'folder', mode });
  const changes = await compare(
    [folder('a'), folder('implied'), { name: 'implied/x' }, folder('gone'), folder('tmp', 0o755)],
    [folder('a'), { name: 'implied/x' }, folder('full'), { name: 'full/x' }, folder('tmp', 0o777)],
  );
  expect(told(changes)).toEqual(['added full/x', 'removed gone', 'changed tmp mode']);
  expect(changes.same).toBe(1);
});

test('hard links are compared by the file that they lead to', async () => {
  const link = (name: string, to: string): Entry => ({ name, type: 'hardlink', link: to, mode: 0 });
  const swapped = await compare(
    [{ name: 'perl', content: 'p' }, link('perl5', 'perl')],
    [link('perl', 'perl5'), { name: 'perl5', content: 'p' }],
  );
  expect(swapped).toMatchObject({ total: 0, same: 2 });
  const changed = await compare(
    [{ name: 'git', content: 'one' }, link('git-add', 'git'), link('lost', 'nowhere')],
    [{ name: 'git', content: 'two' }, link('git-add', 'git'), { name: 'lost', content: 'x' }],
  );
  expect(told(changed)).toEqual(['changed git content']);
  expect(changed.uncompared).toBe(1);
});

test('no more rows than the limit are listed, and all are counted', async () => {
  const many = Array.from({ length: formatLimits.comparedFilesMax + 5 }, (_, at) => ({ name: `f${at}` }));
  const changes = await compare([], many);
  expect(changes.rows.length).toBe(formatLimits.comparedFilesMax);
  expect(changes).toMatchObject({ added: many.length, total: many.length });
});

const name = fc.constantFrom('a', 'a/b', 'a/b/c', 'd', 'd/e', '.wh.a', 'a/.wh.b', 'd/.wh..wh..opq');
const entry = fc.record({
  name,
  type: fc.constantFrom('file', 'folder', 'symlink', 'hardlink', 'device', 'other'),
  link: fc.constantFrom('', 'a', 'd/e'),
  content: fc.constantFrom('', 'x', 'y', 'zz'),
  mode: fc.constantFrom(0o644, 0o755),
});
const layers = fc.array(fc.record({ entries: fc.array(entry, { maxLength: 6 }), isUnread: fc.boolean() }), {
  maxLength: 3,
});

test('what is added one way is removed the other way, and no side differs from itself', async () => {
  await fc.assert(
    fc.asyncProperty(layers, layers, async (left, right) => {
      const [one, other] = [await treeOf(...left), await treeOf(...right)];
      const [there, back] = [await compareFiles(one, other), await compareFiles(other, one)];
      expect([there.added, there.removed, there.changed, there.same, there.uncompared]).toEqual([
        ...[back.removed, back.added, back.changed, back.same, back.uncompared],
      ]);
      expect(there.rows.map(({ path }) => path)).toEqual(back.rows.map(({ path }) => path));
      expect(await compareFiles(one, one)).toMatchObject({ total: 0, uncompared: 0, rows: [] });
    }),
  );
});
