import { rawTar } from '#e2e/fakes/raw-tar';
import { rawZip } from '#e2e/fakes/raw-zip';
import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { demand } from '#e2e/fuzz/fuzz-target';
import { createFileCollector } from '#lib/formats/files/file-index';
import { createElementSplitter } from '#lib/formats/files/list-elements';
import { listFiles } from '#lib/formats/files/list-files';
import { createTarScanner } from '#lib/formats/files/tar-scanner';
import { bytesOfContent, createTocCollector, offsetsOf } from '#lib/formats/files/toc';
import { tocPlaceOf } from '#lib/formats/files/toc-place';
import { readZipDirectory, readZipHeader } from '#lib/formats/files/zip-directory';
import { createFrameCutter } from '#lib/formats/files/zstd-frames';

const digest = `sha256:${'a'.repeat(64)}`;
const size = 100_000;

/** Tar archives, as layers and charts are. */
export const tarTarget: FuzzTarget = {
  name: 'tar',
  isJson: false,
  seeds: [
    rawTar([
      { name: 'a/', type: '5' },
      { name: 'a/b', content: 'text' },
      { name: 'l', type: '2', linkname: 'a/b' },
    ]).toString('latin1'),
    rawTar([
      { name: 'p', type: 'x', content: '11 path=a\n20 GNU.sparse.size=9\n' },
      { name: 'long', type: 'L', content: 'x'.repeat(200) },
      { name: 'c', type: 'S' },
    ]).toString('latin1'),
  ],
  words: ['ustar\0', 'ustar  \0', '../', '/', '.wh.', 'path=', 'size=', '\0', '0000644', '777'],
  check: (bytes) => {
    const collector = createFileCollector();
    const scanner = createTarScanner((entry) => {
      demand(Number.isSafeInteger(entry.size) && entry.size >= 0, 'A size is a whole number.');
      demand(entry.offset % 512 === 0, 'Content begins at a block.');
      collector.add({ ...entry, at: entry.offset });
      return undefined;
    });
    scanner.push(bytes.subarray(0, 700));
    scanner.push(bytes.subarray(700));
    const problem = scanner.end();
    demand(problem === undefined || problem.endsWith('.'), 'A problem is a sentence.');
    const index = collector.toIndex([...collector.keys()].sort());
    const all = listFiles(index, { max: 10 });
    const level = listFiles(index, { max: 10, isLevel: true });
    demand(all.total === collector.count() && level.total <= all.total, 'Lists hold what was collected.');
    createFrameCutter().push(bytes);
    return all.total > 0;
  },
};

const zipEntry = (name: string) => ({ name, method: 0, mode: 0o100 });

/** Zip files, by the directory at their end. */
export const zipTarget: FuzzTarget = {
  name: 'zip',
  isJson: false,
  seeds: [
    // Seeds are texts: no byte of these is above 0x7f.
    rawZip([zipEntry('a/'), zipEntry('a/b')]).toString('latin1'),
    rawZip([zipEntry('c')], { comment: 'PK' }).toString('latin1'),
  ],
  words: ['PK\x01\x02', 'PK\x03\x04', 'PK\x05\x06', 'PK\x06\x06', 'PK\x06\x07', '../'],
  check: (bytes) => {
    const directory = readZipDirectory(bytes, 0, 100);
    for (const { at, size } of directory?.files ?? []) {
      demand(Number.isSafeInteger(at) && at >= 0, 'A place is a whole number.');
      demand(Number.isSafeInteger(size) && size >= 0, 'A size is a whole number.');
      readZipHeader(bytes.subarray(at));
    }
    return directory !== undefined && directory.files.length > 0;
  },
};

/** The indexes that layers carry: eStargz and zstd:chunked. */
export const tocTarget: FuzzTarget = {
  name: 'toc',
  isJson: true,
  seeds: [
    JSON.stringify({
      version: 1,
      entries: [
        { type: 'dir', name: 'a/', mode: 493 },
        { type: 'reg', name: 'a/b', size: 9, offset: 10, chunkSize: 4, chunkDigest: digest, digest },
        { type: 'chunk', name: 'a/b', offset: 20, chunkOffset: 4, chunkSize: 5 },
        { type: 'reg', name: 'c', size: 3, offset: 40, endOffset: 45, innerOffset: 2 },
        { type: 'hardlink', name: 'h', linkName: 'c' },
      ],
    }),
  ],
  words: [
    '"offset":',
    '"chunkSize":',
    '"type":"chunk"',
    '-1',
    '1e999',
    '9007199254740993',
    '{',
    '[',
    '"',
    '\\',
  ],
  check: (bytes) => {
    const collector = createTocCollector(50);
    const splitter = createElementSplitter(collector.add);
    splitter.push(bytes.subarray(0, 40));
    splitter.push(bytes.subarray(40));
    const toc = collector.toToc();
    demand(toc.files.length <= 50, 'There is an end to what is kept.');
    const offsets = offsetsOf(toc);
    for (const content of toc.contents) {
      const stretch = bytesOfContent(content, offsets, size);
      demand(
        stretch === undefined || (stretch.start >= 0 && stretch.start < stretch.end && stretch.end <= size),
        'A range lies within the content.',
      );
    }
    const place = tocPlaceOf(bytes.subarray(-72), size, undefined);
    demand(
      place === undefined || (place.start < place.end && place.end <= size),
      'An index lies within the blob.',
    );
    return toc.files.length > 0 && splitter.isWhole();
  },
};
