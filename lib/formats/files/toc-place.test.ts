import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeEstargz, makeZstdChunked } from '#e2e/content/indexed-layers';
import { formatLimits } from '#lib/formats/limits';
import { tocDigestOf, tocPlaceOf } from './toc-place.ts';

const { tocFooterBytes: footerBytes } = formatLimits;
const files = { a: 'x' };

test.each([
  ['estargz', makeEstargz(files)],
  ['zstd-chunked', makeZstdChunked(files)],
] as const)('the footer of %s says where the index is', (form, { bytes, annotations }) => {
  const tail = bytes.subarray(-footerBytes);
  const place = tocPlaceOf(tail, bytes.length, annotations);
  expect(place).toMatchObject({ form, digest: tocDigestOf(annotations) });
  expect(place?.digest).toBeDefined();
  expect(tocPlaceOf(tail, bytes.length, undefined)).toEqual({ ...place, digest: undefined });
});

test('the older footer of stargz', () => {
  const field = Buffer.from(`${(1_000).toString(16).padStart(16, '0')}STARGZ`);
  const head = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, field.length, 0]);
  const footer = Buffer.concat([head, field, Buffer.from([1, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0])]);
  expect(footer.length).toBe(47);
  const tail = Buffer.concat([Buffer.alloc(footerBytes - 47), footer]);
  expect(tocPlaceOf(tail, 2_000, undefined)).toMatchObject({ form: 'estargz', start: 1_000, end: 1_953 });
});

test('a position beyond the blob, or of another kind, is none', () => {
  const at = (position: string) =>
    tocPlaceOf(new Uint8Array(footerBytes), 100, {
      'io.github.containers.zstd-chunked.manifest-position': position,
    });
  expect(at('10:20:30:1')).toMatchObject({ start: 10, end: 30 });
  for (const position of ['90:20:30:1', '10:0:30:1', '10:20:30:2', 'x', '10:20:30'])
    expect(at(position)).toBeUndefined();
});

test('whatever the last bytes are, there is a place within the blob or none', () => {
  const magic = fc.constantFrom(Buffer.from('GNUlInUx'), Buffer.from([0x50, 0x2a, 0x4d, 0x18, 64, 0, 0, 0]));
  const bytes = fc.array(fc.oneof(magic, fc.uint8Array({ maxLength: 20 })), { maxLength: 12 });
  fc.assert(
    fc.property(bytes, (parts) => {
      const tail = Buffer.concat(parts).subarray(-footerBytes);
      const place = tocPlaceOf(tail, 1_000, undefined);
      if (place !== undefined) expect(place.start < place.end && place.end <= 1_000).toBe(true);
    }),
  );
});
