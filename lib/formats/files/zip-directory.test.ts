import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rawZip } from '#e2e/fakes/raw-zip';
import { readZipDirectory, readZipHeader, zipHeaderLength } from './zip-directory.ts';

const entries = [
  { name: 'bin/', method: 0, mode: 0o755 },
  { name: 'bin/tool', content: '#!/bin/sh\n', mode: 0o755 },
  { name: 'README.md', content: 'A tool.' },
];
const read = (bytes: Uint8Array, start = 0) => readZipDirectory(bytes, start, 1_000);

test.each([
  ['as most tools write it', {}],
  ['with a comment', { comment: 'PK is no end here' }],
  ['with fields of 64 bits', { isWide: true }],
])('the directory of a zip file %s lists its files', (_, options) => {
  const bytes = rawZip(entries, options);
  const directory = read(bytes);
  expect(directory?.isComplete).toBe(true);
  expect(directory?.files.map(({ name, type, size, mode }) => [name, type, size, mode])).toEqual([
    ['bin/', 'folder', 0, 0o755],
    ['bin/tool', 'file', 10, 0o755],
    ['README.md', 'file', 7, 0o644],
  ]);
  for (const { at } of directory?.files ?? [])
    expect(readZipHeader(bytes.subarray(at))).toMatchObject({ isEncrypted: false });
});

test('a program in front moves everything behind it', () => {
  const bytes = rawZip(entries, { program: '#!/usr/bin/env python\n' });
  const [first] = read(bytes)?.files ?? [];
  expect(first?.at).toBe(22);
});

test('of the last bytes alone the places in the whole file are told', () => {
  const bytes = rawZip(entries);
  const cut = 40;
  expect(read(bytes.subarray(cut), cut)).toEqual(read(bytes));
});

test('without its beginning there is no directory, and more files than are kept are said', () => {
  const bytes = rawZip(entries);
  expect(read(bytes.subarray(-60), bytes.length - 60)).toBeUndefined();
  expect(read(new Uint8Array(100))).toBeUndefined();
  expect(readZipDirectory(bytes, 0, 2)).toMatchObject({ isComplete: false, files: [{}, {}] });
});

test('a directory that breaks off is not complete', () => {
  const bytes = rawZip(entries);
  const second = bytes.lastIndexOf('PK\x01\x02');
  bytes[second] = 0;
  expect(read(bytes)).toMatchObject({ isComplete: false, files: [{}, {}] });
});

test('whatever the bytes, an answer or none', () => {
  const valid = rawZip(entries, { isWide: true });
  const changes = fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 12 });
  fc.assert(
    fc.property(changes, fc.nat(valid.length), (changed, from) => {
      const bytes = Uint8Array.from(valid);
      for (const [at, value] of changed) bytes[at] = value;
      const directory = read(bytes.subarray(from), from);
      for (const { at, size } of directory?.files ?? []) {
        expect(Number.isSafeInteger(at) && at >= 0).toBe(true);
        expect(Number.isSafeInteger(size) && size >= 0).toBe(true);
      }
      readZipHeader(bytes.subarray(from, from + zipHeaderLength));
    }),
  );
});
