import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfContent, createTocCollector, offsetsOf } from './toc.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test('files, links and what is in pieces', () => {
  const toc = collect([
    { type: 'dir', name: 'a/', mode: 0o755 },
    { type: 'reg', name: 'a/b', size: 9, mode: 0o100644, offset: 10, chunkSize: 4, chunkDigest: digest },
    { type: 'chunk', name: 'a/b', offset: 20, chunkOffset: 4, chunkSize: 4 },
    { type: 'chunk', name: 'a/b', offset: 30, chunkOffset: 8 },
    { type: 'reg', name: 'c', size: 3, offset: 40, digest, innerOffset: 2, endOffset: 45 },
    { type: 'symlink', name: 'l', linkName: 'c' },
  ]);
  expect(toc.files.map(({ name, type, size, link }) => [name, type, size, link])).toEqual([
    ['a/', 'folder', 0, ''],
    ['a/b', 'file', 9, ''],
    ['c', 'file', 3, ''],
    ['l', 'symlink', 0, 'c'],
  ]);
  expect(toc.contents[1]?.chunks.map(({ start, size }) => [start, size])).toEqual([
    [10, 4],
    [20, 4],
    [30, 1],
  ]);
  expect(toc.contents[2]).toEqual({
    ...{ digest, end: 45 },
    chunks: [{ start: 40, size: 3, skipped: 2, digest: undefined }],
  });
  const offsets = offsetsOf(toc);
  expect(offsets).toEqual([10, 20, 30, 40]);
  const [, whole, single] = toc.contents;
  if (whole === undefined || single === undefined) throw new Error('They are there.');
  expect(bytesOfContent(whole, offsets, 99)).toEqual({ start: 10, end: 40 });
  expect(bytesOfContent(single, offsets, 99)).toEqual({ start: 40, end: 45 });
  expect(bytesOfContent(single, offsets, 44)).toBeUndefined();
});

test('what eStargz adds for itself is no file, and broken entries are counted', () => {
  const toc = collect([
    { type: 'reg', name: '.no.prefetch.landmark', size: 1 },
    { type: 'reg', name: 'stargz.index.json', size: 1 },
    { type: 'chunk', name: 'nowhere' },
    { type: 'other', name: 'x' },
    null,
    { name: 7 },
  ]);
  expect([toc.files.length, toc.broken]).toEqual([0, 4]);
});

test('there is an end to what is kept', () => {
  const collector = createTocCollector(2);
  for (const name of ['a', 'b', 'c']) collector.add({ type: 'reg', name, size: 0 });
  expect([collector.toToc().files.length, collector.isFull()]).toEqual([2, true]);
});

test('whatever the entries are, no range leaves the content', () => {
  const number = fc.oneof(fc.integer({ min: -2, max: 50 }), fc.double(), fc.constant('1'));
  const entry = fc.record(
    {
      ...{ type: fc.constantFrom('reg', 'chunk', 'dir'), name: fc.constantFrom('a', 'b'), size: number },
      ...{ offset: number, chunkSize: number, chunkOffset: number, endOffset: number, innerOffset: number },
    },
    { requiredKeys: ['type', 'name'] },
  );
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const toc = collect(entries);
      for (const content of toc.contents) {
        const stretch = bytesOfContent(content, offsetsOf(toc), 40);
        if (stretch === undefined) continue;
        expect(stretch.start).toBeGreaterThanOrEqual(0);
        expect(stretch.end).toBeGreaterThan(stretch.start);
        expect(stretch.end).toBeLessThanOrEqual(40);
      }
    }),
  );
});

function collect(entries: readonly unknown[]) {
  const collector = createTocCollector(1_000);
  for (const entry of entries) collector.add(entry);
  return collector.toToc();
}
