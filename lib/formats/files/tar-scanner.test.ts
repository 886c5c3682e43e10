import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { rawEntry, rawTar } from '#e2e/fakes/raw-tar';
import type { TarEntry } from './tar-scanner.ts';
import { createTarScanner } from './tar-scanner.ts';

describe('what stands in an archive', () => {
  test('files, folders, links and devices, with where their content is', () => {
    const tar = rawTar([
      { name: 'bin/', type: '5' },
      { name: 'bin/sh', content: 'x'.repeat(700) },
      { name: 'bin/ash', type: '1', linkname: 'bin/sh' },
      { name: 'bin/link', type: '2', linkname: '../sh' },
      { name: 'dev/null', type: '3' },
      { name: 'pipe', type: '6' },
      { name: 'old/', type: '\0' },
    ]);
    const { entries, problem } = scan([tar]);
    expect(problem).toBeUndefined();
    expect(entries.map(({ name, type, size, link }) => [name, type, size, link])).toEqual([
      ['bin/', 'folder', 0, ''],
      ['bin/sh', 'file', 700, ''],
      ['bin/ash', 'hardlink', 0, 'bin/sh'],
      ['bin/link', 'symlink', 0, '../sh'],
      ['dev/null', 'device', 0, ''],
      ['pipe', 'other', 0, ''],
      ['old/', 'folder', 0, ''],
    ]);
    const file = entries[1];
    expect(tar.subarray(file?.offset, (file?.offset ?? 0) + 3).toString()).toBe('xxx');
    expect(file?.mode).toBe(0o644);
  });

  test('any cut into chunks gives the same', () => {
    const tar = rawTar([
      { name: 'a', content: 'x'.repeat(600) },
      { name: 'b', content: 'y' },
      { name: 'c/' },
    ]);
    for (const size of [1, 7, 511, 512, 513, 5_000]) {
      const chunks = Array.from({ length: Math.ceil(tar.length / size) }, (_, at) =>
        tar.subarray(at * size, (at + 1) * size),
      );
      expect(scan(chunks)).toEqual(scan([tar]));
    }
  });

  test('long names of PAX and of GNU', async () => {
    const long = `${'folder/'.repeat(40)}é.txt`;
    expect(scan([await packed(long)]).entries.map(({ name }) => name)).toEqual([long]);
    const gnu = rawTar([
      { name: '././@LongLink', type: 'L', content: `${long}\0` },
      { name: '././@LongLink', type: 'K', content: 'target\0' },
      { name: 'cut', type: '2', linkname: 'tar' },
      { name: 'next', content: 'x' },
    ]);
    expect(scan([gnu]).entries.map(({ name, link }) => [name, link])).toEqual([
      [long, 'target'],
      ['next', ''],
    ]);
  });

  test('sizes that are too large for octal digits', () => {
    const header = rawEntry({ name: 'large' });
    header.fill(0, 124, 136);
    header[124] = 0x80;
    header.writeUInt32BE(4, 128);
    withSum(header);
    expect(scan([header]).entries[0]?.size).toBe(4 * 2 ** 32);
    const pax = rawTar([{ name: 'p', type: 'x', content: '15 size=999999\n' }]).subarray(0, 1024);
    expect(scan([pax, rawEntry({ name: 'large' })]).entries[0]?.size).toBe(999_999);
  });

  test('sparse files are as large as what they unpack to', () => {
    const header = rawEntry({ name: 'image', type: 'S', size: 512 });
    header.write('ustar  \0', 257);
    header[482] = 1;
    header.write('00010000000\0', 483);
    withSum(header);
    const tar = Buffer.concat([header, Buffer.alloc(512), Buffer.alloc(512, 'x'), rawTar([{ name: 'b' }])]);
    expect(scan([tar]).entries.map(({ name, size, isSparse }) => [name, size, isSparse])).toEqual([
      ['image', 0o10000000, true],
      ['b', 0, false],
    ]);
    const pax = [
      rawEntry({
        name: 'p',
        type: 'x',
        content: line('GNU.sparse.name=disk') + line('GNU.sparse.realsize=9'),
      }),
      rawEntry({ name: 'GNUSparseFile.0/disk', content: 'map' }),
    ];
    expect(scan(pax).entries[0]).toMatchObject({ name: 'disk', size: 9, isSparse: true });
  });

  test('the label of a volume and marks of the whole archive are no files', () => {
    const tar = rawTar([
      { name: 'label', type: 'V' },
      { name: 'g', type: 'g', content: line('comment=x') },
      { name: 'a' },
    ]);
    expect(scan([tar]).entries.map(({ name }) => name)).toEqual(['a']);
  });
});

describe('a broken archive', () => {
  const tar = rawTar([{ name: 'a', content: 'x'.repeat(600) }, { name: 'b' }]);

  test.each([
    ['cut within content', tar.subarray(0, 900), 'breaks off after 900 bytes'],
    ['cut within a header', tar.subarray(0, 1_600), 'breaks off after 1,600 bytes'],
    ['empty', tar.subarray(0, 0), 'breaks off after 0 bytes'],
    ['no archive', Buffer.alloc(600, 'x'), 'no tar header'],
  ])('%s', (_, bytes, sentence) => {
    expect(scan([bytes]).problem).toContain(sentence);
  });

  test('what stands before a false header is listed', () => {
    const broken = Buffer.concat([tar.subarray(0, 1_536), Buffer.alloc(512, 'x'), tar]);
    const { entries, problem } = scan([broken]);
    expect(entries.map(({ name }) => name)).toEqual(['a']);
    expect(problem).toBe('At byte 1,536 stands no tar header: the rest cannot be read.');
  });

  test('an archive without its two empty blocks is whole', () => {
    expect(scan([tar.subarray(0, tar.length - 1_024)]).problem).toBeUndefined();
  });

  test('what follows the end is not read', () => {
    expect(scan([tar, Buffer.alloc(5_000, 'x')])).toEqual(scan([tar]));
  });
});

test('the content of an entry goes to who asked for it', () => {
  const tar = rawTar([
    { name: 'a', content: 'first' },
    { name: 'b', content: 'second' },
  ]);
  const taken: string[] = [];
  const scanner = createTarScanner(({ name }) =>
    name === 'b' ? (bytes) => void taken.push(Buffer.from(bytes).toString()) : undefined,
  );
  for (const byte of tar) scanner.push(Uint8Array.of(byte));
  expect(taken.join('')).toBe('second');
});

function scan(chunks: readonly Uint8Array[]) {
  const entries: TarEntry[] = [];
  const scanner = createTarScanner((entry) => void entries.push(entry));
  for (const chunk of chunks) scanner.push(chunk);
  return { entries, problem: scanner.end() };
}

function line(text: string): string {
  const length = [text.length + 4, text.length + 5].find((sum) => `${sum} ${text}\n`.length === sum);
  return `${length ?? text.length + 3} ${text}\n`;
}

function withSum(header: Buffer): void {
  header.write('        ', 148);
  const sum = header.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
}

async function packed(name: string): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name }, 'x');
  archive.finalize();
  return buffer(archive);
}
